export { schemaFor } from './schema-for.ts'
export type { Issue } from './validator.ts'
export { Validator } from './validator.ts'
