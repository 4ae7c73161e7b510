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
  let text = ''
  let bytes = 0
  for await (const chunk of request.body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function tooLarge() {
  return codedFailure(413, 'FILE_SIZE_EXCEEDED', 'The body is too large')
}
