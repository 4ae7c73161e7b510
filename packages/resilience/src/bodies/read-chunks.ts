/** Calls `stop` when nobody wants a body any more; returns what takes that back. See {@link untilAborted}. */
export type OnCancel = (stop: () => void) => () => void

/**
 * Reads a body chunk by chunk, and stops where it grows too large. A body that is stopped ends early: ask the signal
 * whether it is whole. Whichever way it ends, its connection is free again.
 *
 * @param body - `null` where there is none.
 * @param maxBytes - the most bytes to read, counted decoded: a few hundred bytes of gzip may unpack to gigabytes.
 * @param tooLarge - makes the error for a body that has more.
 * @param onCancel - tells when to stop, also where the body's `fetch` does not listen.
 * @param take - gets each chunk; what it throws ends the reading.
 * @throws what `tooLarge` makes, and what the body fails with.
 * @example
 * ```ts
 * import { readChunks, untilAborted } from '@veza/resilience/bodies'
 *
 * const tooLarge = () => new Error('too large')
 * const { signal } = new AbortController()
 * let length = 0
 * await readChunks(new Response('hello').body, 10, tooLarge, untilAborted(signal), (chunk) => {
 *   length += chunk.length
 * })
 * console.log(length) // 5
 * ```
 */
export async function readChunks(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  tooLarge: (maxBytes: number) => Error,
  onCancel: OnCancel,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  if (body === null) return
  const reader = body.getReader()
  const stop = () => void reader.cancel().catch(() => undefined)
  const leave = onCancel(stop)
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      bytes += value.byteLength
      if (bytes > maxBytes) throw tooLarge(maxBytes)
      take(value)
    }
  } finally {
    leave()
    // Frees the connection when reading stopped early; does nothing when the body has ended.
    stop()
  }
}
