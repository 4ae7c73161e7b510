export { fileContentStore } from './file-content-store.ts'
export type { RunningSandbox, ServeOptions } from './serve-sandbox.ts'
export { serveSandbox } from './serve-sandbox.ts'
