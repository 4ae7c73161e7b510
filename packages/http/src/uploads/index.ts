export type { FilePart } from './multipart-payload.ts'
export { multipartPayload } from './multipart-payload.ts'
export type { Upload, UploadContent, UploadSource } from './upload-source.ts'
export { uploadFrom } from './upload-source.ts'
