import { codedFailure, type FieldFailure, invalidFields } from '../routes/api-failure.ts'
import { type ContentStore, type StoredContent, StoreFullError } from './content-store.ts'
import { type MultipartEvent, MultipartFailure, multipartEvents } from './multipart-events.ts'
import type { PartHeaders } from './part-headers.ts'

/** A file that came in. */
export interface Upload {
  readonly name: string
  readonly contentType: string
  readonly content: StoredContent
}

type Events = AsyncGenerator<MultipartEvent, void, undefined>

/** How much a multipart body may be longer than its file. */
const overheadBytes = 64 * 1024
const longestName = 255

/**
 * Takes in the one file of a `multipart/form-data` body, its part named `file`; nothing of it is kept in memory.
 *
 * @throws ApiFailure 400, 413, 415 or 422; nothing is kept then.
 */
export async function receiveUpload(
  request: Request,
  store: ContentStore,
  maxBytes: number,
): Promise<Upload> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\b/i.test(contentType)) {
    throw codedFailure(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send multipart/form-data')
  }
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes + overheadBytes) throw tooLarge()
  if (request.body === null) throw noFile()
  const events = multipartEvents(request.body, contentType)
  let upload: Upload | undefined
  try {
    for await (const headers of files(events)) {
      if (upload !== undefined)
        throw wrongFile('VALIDATION_INVALID_FORMAT', 'should be one file, not several')
      upload = await received(headers, chunksOf(events), store, maxBytes)
    }
    return upload ?? missing()
  } catch (error) {
    await upload?.content.delete()
    throw asFailure(error)
  } finally {
    // Lets go of the body, which may not have been read to its end.
    await events.return()
  }
}

/** The parts that are files; fields are passed over. */
async function* files(events: Events): AsyncGenerator<PartHeaders, void, undefined> {
  for (;;) {
    const { done, value } = await events.next()
    if (done) return
    if (value.kind !== 'part') continue
    if (value.headers.fileName !== undefined || value.headers.name === 'file') yield value.headers
  }
}

async function received(
  headers: PartHeaders,
  chunks: AsyncIterable<Uint8Array>,
  store: ContentStore,
  maxBytes: number,
): Promise<Upload> {
  if (headers.name !== 'file') throw wrongFile('VALIDATION_REQUIRED_FIELD', 'should be the name of the part')
  const name = fileName(headers.fileName ?? '')
  const given = headers.contentType ?? ''
  const contentType = isMediaType(given) ? given : 'application/octet-stream'
  return { name, contentType, content: await store.write(atMost(maxBytes, chunks)) }
}

async function* chunksOf(events: Events): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const { done, value } = await events.next()
    if (done || value.kind !== 'chunk') return
    yield value.bytes
  }
}

async function* atMost(maxBytes: number, chunks: AsyncIterable<Uint8Array>) {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge()
    yield chunk
  }
}

/** The last part of what may be a path, of either kind. */
function fileName(given: string): string {
  const name = (given.split(/[\\/]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').trim()
  if (name === '' || name === '.' || name === '..') {
    throw wrongFile('VALIDATION_REQUIRED_FIELD', 'should have a file name')
  }
  if (name.length > longestName) {
    throw wrongFile('VALIDATION_STRING_TOO_LONG', `should have a name of ${longestName} characters at most`)
  }
  return name
}

function isMediaType(text: string): boolean {
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?$/.test(text)
}

function asFailure(error: unknown): unknown {
  if (error instanceof StoreFullError) return tooLarge()
  if (!(error instanceof MultipartFailure)) return error
  return codedFailure(400, 'VALIDATION_INVALID_FORMAT', 'The body is not multipart/form-data, or cut short')
}

function tooLarge() {
  return codedFailure(413, 'FILE_SIZE_EXCEEDED', 'The file is too large')
}

function noFile() {
  return wrongFile('VALIDATION_REQUIRED_FIELD', 'is required')
}

function missing(): never {
  throw noFile()
}

function wrongFile(code: FieldFailure['code'], message: string) {
  return invalidFields([{ field: 'file', code, message }])
}
