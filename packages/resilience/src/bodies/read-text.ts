import { type ReadLimits, readChunks } from './read-chunks.ts'

/**
 * Reads a body as UTF-8 text, and stops where it grows too large.
 *
 * @param body - `null` where there is none.
 * @throws what `tooLarge` makes, and what the body fails with.
 * @example
 * ```ts
 * import { readText, untilAborted } from '@veza/resilience/bodies'
 *
 * const tooLarge = () => new Error('too large')
 * const onCancel = untilAborted(new AbortController().signal)
 * console.log(await readText(new Response('hello').body, { maxBytes: 10, tooLarge, onCancel })) // hello
 * ```
 */
export async function readText(body: ReadableStream<Uint8Array> | null, limits: ReadLimits): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  await readChunks(body, limits, (chunk) => {
    text += decoder.decode(chunk, { stream: true })
  })
  return text + decoder.decode()
}
