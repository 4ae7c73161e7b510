import { codedFailure } from '../routes/api-failure.ts'

/**
 * The body of a request as text, whether it says its length or comes in chunks.
 *
 * @throws ApiFailure 413 where it is larger than `maxBytes`.
 */
export async function bodyText(request: Request, maxBytes: number): Promise<string> {
  const length = request.headers.get('content-length')
  if (Number(length ?? 0) > maxBytes) throw tooLarge()
  if (length !== null || request.body === null) return request.text()
  const decoder = new TextDecoder()
  const reader = request.body.getReader()
  let text = ''
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      bytes += value.byteLength
      if (bytes > maxBytes) throw tooLarge()
      text += decoder.decode(value, { stream: true })
    }
  } finally {
    // Not cancelled: where the request is a clone, that would wait for the other one to be cancelled too.
    reader.releaseLock()
  }
}

function tooLarge() {
  return codedFailure(413, 'FILE_SIZE_EXCEEDED', 'The body is too large')
}
