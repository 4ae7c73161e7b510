/** How far a body is read, and when no further. */
export interface ReadLimits {
  /** The most bytes to read. They are counted decoded: a few hundred bytes of gzip may unpack to gigabytes. */
  readonly maxBytes: number
  /** The error for a body that has more. */
  readonly tooLarge: (maxBytes: number) => Error
  /** Calls `stop` when nobody wants the body any more; returns what takes that back. See {@link untilAborted}. */
  readonly onCancel: (stop: () => void) => () => void
}

/**
 * Reads a body chunk by chunk, and stops where it grows too large. A body that is stopped ends early: ask the signal
 * whether it is whole. Whichever way it ends, its connection is free again.
 *
 * @param body - `null` where there is none.
 * @param take - gets each chunk; what it throws ends the reading.
 * @throws what `tooLarge` makes, and what the body fails with.
 * @example
 * ```ts
 * import { readChunks, untilAborted } from '@veza/resilience/bodies'
 *
 * const tooLarge = () => new Error('too large')
 * const { signal } = new AbortController()
 * let length = 0
 * await readChunks(new Response('hello').body, { maxBytes: 10, tooLarge, onCancel: untilAborted(signal) }, (chunk) => {
 *   length += chunk.length
 * })
 * console.log(length) // 5
 * ```
 */
export async function readChunks(
  body: ReadableStream<Uint8Array> | null,
  { maxBytes, tooLarge, onCancel }: ReadLimits,
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
