export type { OnCancel } from './read-chunks.ts'
export { readChunks } from './read-chunks.ts'
export { readText } from './read-text.ts'
export { untilAborted } from './until-aborted.ts'
