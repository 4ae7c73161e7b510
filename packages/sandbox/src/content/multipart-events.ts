import { type MultipartError, make, type PartInfo } from 'multipasta'

/** What comes out of a multipart body, in its order. The chunks of a file follow it, up to its end. */
export type MultipartEvent =
  | { readonly kind: 'file'; readonly info: PartInfo }
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }

/** The body is no multipart body, or not a whole one. */
export class MultipartFailure extends Error {}

/**
 * Reads the files of a `multipart/form-data` body as it comes: a chunk is read when what came before it was taken.
 * Fields that are no files are passed over.
 *
 * @throws MultipartFailure, and whatever the body throws.
 */
export async function* multipartEvents(
  body: ReadableStream<Uint8Array>,
  contentType: string,
): AsyncGenerator<MultipartEvent, void, undefined> {
  let events: MultipartEvent[] = []
  let error: MultipartError | undefined
  let whole = false
  const parser = make({
    headers: { 'content-type': contentType },
    isFile: () => true,
    onField: () => {},
    onFile(info) {
      events.push({ kind: 'file', info })
      return (chunk) => {
        events.push(chunk === null ? { kind: 'end' } : { kind: 'chunk', bytes: chunk })
      }
    },
    onError(found) {
      error ??= found
    },
    onDone() {
      whole = true
    },
  })
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      parse(() => (done ? parser.end() : parser.write(value)))
      yield* events
      events = []
      if (error !== undefined) throw new MultipartFailure(error._tag)
      if (done) break
    }
    if (!whole) throw new MultipartFailure('EndNotReached')
  } finally {
    reader.releaseLock()
  }
}

/** The parser throws at a file name whose percent encoding is broken. */
function parse(step: () => void): void {
  try {
    step()
  } catch {
    throw new MultipartFailure('BadHeaders')
  }
}
