import { type CallOptions, callChecks, type Http, type Progress, type WithResponse } from '@veza/http'
import { multipartPayload, type UploadContent, uploadFrom } from '@veza/http/uploads'
import { type StoredFile, storedFileModel } from '@veza/protocol'
import { type Checks, checkOptions, isA } from '@veza/resilience/options'

/** How to upload a file. */
export interface UploadFile extends CallOptions {
  /** What to call it. @defaultValue the content's own name, or 'file' */
  readonly name?: string
  /** Its media type. @defaultValue the content's own, or 'application/octet-stream' */
  readonly contentType?: string
  /**
   * Is told how many bytes have gone out. A `fetch` that takes a Blob as a whole, as in browsers, tells only of the end.
   */
  readonly onProgress?: (progress: Progress) => void
}

const uploadChecks: Checks<UploadFile> = {
  ...callChecks,
  name: isA('string'),
  contentType: isA('string'),
  onProgress: isA('function'),
}

/** Sends a file as a form; see `Files.upload`. */
export async function uploadFile(
  http: Http,
  content: UploadContent,
  options: UploadFile,
): Promise<WithResponse<StoredFile>> {
  checkOptions('files.upload()', options, uploadChecks)
  const upload = uploadFrom(content)
  const { name, contentType, onProgress, ...call } = options
  let told = 0
  const tell = (progress: Progress) => {
    told = progress.bytes
    onProgress?.(progress)
  }
  const payload = multipartPayload(upload, {
    field: 'file',
    fileName: name ?? upload.name ?? 'file',
    contentType: contentType ?? upload.contentType,
    onProgress: tell,
  })
  const spec = { method: 'POST', path: '/files', payload } as const
  const answer = await http.one(storedFileModel, spec, call).withResponse()
  // A `fetch` that took a Blob as a whole has told nothing.
  if (upload.size !== undefined && told < upload.size) tell({ bytes: upload.size, total: upload.size })
  return answer
}
