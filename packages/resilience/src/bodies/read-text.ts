import { type OnCancel, readChunks } from './read-chunks.ts'

/**
 * Reads a body as UTF-8 text, and stops where it grows too large.
 *
 * @param body - `null` where there is none.
 * @param maxBytes - the most bytes to read, counted decoded.
 * @param tooLarge - makes the error for a body that has more.
 * @param onCancel - tells when to stop, also where the body's `fetch` does not listen.
 * @throws what `tooLarge` makes, and what the body fails with.
 * @example
 * ```ts
 * import { readText, untilAborted } from '@veza/resilience/bodies'
 *
 * const tooLarge = () => new Error('too large')
 * const onCancel = untilAborted(new AbortController().signal)
 * console.log(await readText(new Response('hello').body, 10, tooLarge, onCancel)) // hello
 * ```
 */
export async function readText(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  tooLarge: (maxBytes: number) => Error,
  onCancel: OnCancel,
): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  await readChunks(body, maxBytes, tooLarge, onCancel, (chunk) => {
    text += decoder.decode(chunk, { stream: true })
  })
  return text + decoder.decode()
}
