export type { Actor, CatalogEntry, RetryRule } from './error-catalog.ts'
export { errorCatalog } from './error-catalog.ts'
export { realtimeCodes } from './realtime-codes.ts'
