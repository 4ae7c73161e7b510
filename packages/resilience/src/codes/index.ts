export type { KnownCode } from './known-code.ts'
export { codeForStatus, knownCode } from './known-code.ts'
