export { fileSource } from './file-source.ts'
export { saveDownload } from './save-download.ts'
