import { InvalidRequestError } from '@veza/resilience'

/** Bytes that can be read as often as it takes. */
export interface UploadSource {
  /** The bytes, from their beginning. */
  open(): AsyncIterable<Uint8Array>
  /** How many bytes there are. @defaultValue unknown */
  readonly size?: number
  /** A file name. @defaultValue none */
  readonly name?: string
  /** A media type. @defaultValue none */
  readonly contentType?: string
}

/**
 * What can be uploaded. A stream or an iterable can be read only once, so an upload of it is never repeated; all else
 * can be.
 */
export type UploadContent =
  | Blob
  | Uint8Array
  | ArrayBuffer
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | UploadSource

/** What is known of content to upload. */
export interface Upload {
  open(): AsyncIterable<Uint8Array>
  readonly size: number | undefined
  readonly name: string | undefined
  readonly contentType: string | undefined
  readonly replayable: boolean
  readonly blob?: Blob
}

/**
 * Content to upload, whatever it came as.
 *
 * @throws {@link InvalidRequestError} `INVALID_ARGUMENT`
 */
export function uploadFrom(content: UploadContent): Upload {
  if (content instanceof Blob) return fromBlob(content)
  if (content instanceof Uint8Array) return fromBlob(new Blob([content as Uint8Array<ArrayBuffer>]))
  if (content instanceof ArrayBuffer) return fromBlob(new Blob([content]))
  if (isObject(content) && 'open' in content && typeof content.open === 'function') {
    const { size, name, contentType } = content
    return { open: () => content.open(), size, name, contentType, replayable: true }
  }
  if (content instanceof ReadableStream) return once(() => chunksOf(content))
  if (isObject(content) && Symbol.asyncIterator in content) return once(() => content)
  throw new InvalidRequestError('The content cannot be uploaded', {
    code: 'INVALID_ARGUMENT',
    remedy: 'Pass a Blob, a File, bytes, a ReadableStream or an async iterable of bytes.',
  })
}

function fromBlob(blob: Blob): Upload {
  const name = 'name' in blob && typeof blob.name === 'string' ? blob.name : undefined
  const contentType = blob.type === '' ? undefined : blob.type
  return {
    open: () => chunksOf(blob.stream()),
    size: blob.size,
    name,
    contentType,
    replayable: true,
    blob,
  }
}

function once(open: () => AsyncIterable<Uint8Array>): Upload {
  return { open, size: undefined, name: undefined, contentType: undefined, replayable: false }
}

/** Not every runtime's streams are iterable. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader()
  let ended = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) {
        ended = true
        return
      }
      yield value
    }
  } finally {
    // Given up in the middle: its source may end too.
    if (!ended) await reader.cancel().catch(() => undefined)
    reader.releaseLock()
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
