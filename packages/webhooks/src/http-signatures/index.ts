export { httpSignatures } from '../schemes/http-signatures.ts'
export type { SignatureAlgorithm } from './algorithms.ts'
export type { HttpSignaturesOptions } from './settings.ts'
