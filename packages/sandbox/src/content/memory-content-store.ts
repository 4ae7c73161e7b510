import { type ContentStore, type StoredContent, StoreFullError } from './content-store.ts'

const chunkBytes = 64 * 1024

/**
 * Keeps contents in memory, so many bytes of them at most.
 *
 * @param options - `maxBytes`: how much it holds in all, in bytes. @defaultValue 67,108,864 (64 MiB)
 * @example
 * ```ts
 * import { createSandbox, memoryContentStore } from '@veza/sandbox'
 *
 * const sandbox = createSandbox({ contentStore: memoryContentStore({ maxBytes: 1024 * 1024 }) })
 * console.log(sandbox.stats().files)
 * ```
 */
export function memoryContentStore(options: { readonly maxBytes?: number } = {}): ContentStore {
  const { maxBytes = 64 * 1024 * 1024 } = options
  let used = 0
  return {
    async write(content) {
      const chunks: Uint8Array[] = []
      let size = 0
      try {
        for await (const chunk of content) {
          // Counted as it comes: uploads at the same time share the room.
          size += chunk.byteLength
          used += chunk.byteLength
          if (used > maxBytes) throw new StoreFullError(maxBytes)
          chunks.push(chunk)
        }
        const bytes = joined(chunks, size)
        const digest = await crypto.subtle.digest('SHA-256', bytes)
        return memoryContent(bytes, hex(digest), () => {
          used -= size
        })
      } catch (error) {
        used -= size
        throw error
      }
    },
    async close() {},
  }
}

/** A content in memory. @param release - called once, when it is deleted. */
export function memoryContent(
  bytes: Uint8Array<ArrayBuffer>,
  checksum: string,
  release: () => void = () => {},
): StoredContent {
  let deleted = false
  return {
    size: bytes.byteLength,
    checksum,
    read(start, end) {
      let at = start
      return new ReadableStream(
        {
          pull(controller) {
            if (at >= end) return controller.close()
            const next = Math.min(at + chunkBytes, end)
            // A copy: a reader may do with it what it likes.
            controller.enqueue(bytes.slice(at, next))
            at = next
          },
        },
        { highWaterMark: 0 },
      )
    },
    async delete() {
      if (!deleted) release()
      deleted = true
    },
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
