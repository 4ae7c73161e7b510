export type { Read } from './read.ts'
export type { ReaderOptions } from './reader.ts'
export { Reader } from './reader.ts'
