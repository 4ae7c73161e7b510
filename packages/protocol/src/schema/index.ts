export type { Issue } from './validator.ts'
export { Validator } from './validator.ts'
