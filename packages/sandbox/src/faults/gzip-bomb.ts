const chunk = new Uint8Array(64 * 1024).fill(0x20)

/** A gzip stream that unpacks to `bytes` spaces; it is made as it is read, never held. */
export function gzipBomb(bytes: number): ReadableStream<Uint8Array> {
  let left = bytes
  const spaces = new ReadableStream<BufferSource>({
    pull(controller) {
      if (left <= 0) return controller.close()
      controller.enqueue(left >= chunk.length ? chunk : chunk.subarray(0, left))
      left -= chunk.length
    },
  })
  return spaces.pipeThrough(new CompressionStream('gzip'))
}
