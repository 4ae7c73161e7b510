import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { type FileHandle, mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ContentStore, StoredContent } from '../index.ts'

const chunkBytes = 64 * 1024

/**
 * Keeps contents in files: an upload of any size needs a few chunks of memory.
 *
 * @param options - `directory`: where the files go. @defaultValue a new folder in the system's own for temporary files,
 * made with the first content and removed by `close()`; in a folder you give, only the store's own files are removed.
 * @example
 * ```ts
 * import { createSandbox } from '@veza/sandbox'
 * import { fileContentStore } from '@veza/sandbox/node'
 *
 * const contentStore = fileContentStore()
 * const sandbox = createSandbox({ contentStore })
 * console.log(sandbox.stats().files)
 * await contentStore.close()
 * ```
 */
export function fileContentStore(options: { readonly directory?: string } = {}): ContentStore {
  const kept = new Set<string>()
  let made: Promise<string> | undefined
  const directory = () => {
    made ??= madeDirectory(options.directory)
    return made
  }
  return {
    async write(content) {
      const path = join(await directory(), randomUUID())
      kept.add(path)
      const remove = async () => {
        kept.delete(path)
        await rm(path, { force: true })
      }
      try {
        return fileContent(path, await written(content, path), remove)
      } catch (error) {
        await remove()
        throw error
      }
    },
    async close() {
      await Promise.all([...kept].map((path) => rm(path, { force: true })))
      kept.clear()
      const own = options.directory === undefined ? await made : undefined
      // An upload that was broken off may still be leaving.
      if (own !== undefined) await rm(own, { recursive: true, force: true, maxRetries: 5 })
      made = undefined
    },
  }
}

async function madeDirectory(directory: string | undefined): Promise<string> {
  if (directory === undefined) return mkdtemp(join(tmpdir(), 'veza-sandbox-'))
  await mkdir(directory, { recursive: true })
  return directory
}

async function written(content: AsyncIterable<Uint8Array>, path: string) {
  const hash = createHash('sha256')
  let size = 0
  async function* measured() {
    for await (const chunk of content) {
      hash.update(chunk)
      size += chunk.byteLength
      yield chunk
    }
  }
  await pipeline(measured, createWriteStream(path, { flags: 'wx' }))
  return { size, checksum: hash.digest('hex') }
}

function fileContent(
  path: string,
  { size, checksum }: Pick<StoredContent, 'size' | 'checksum'>,
  remove: () => Promise<void>,
): StoredContent {
  return { size, checksum, read: (start, end) => readFile(path, start, end), delete: remove }
}

function readFile(path: string, start: number, end: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let file: Promise<FileHandle> | undefined
  let at = start
  const close = async () => (await file)?.close()
  const readChunk = async () => {
    file ??= open(path)
    const chunk = new Uint8Array(Math.min(chunkBytes, end - at))
    const { bytesRead } = await (await file).read(chunk, 0, chunk.length, at)
    if (bytesRead === 0) throw new Error('The file is shorter than it was')
    at += bytesRead
    return chunk.subarray(0, bytesRead)
  }
  return new ReadableStream(
    {
      async pull(controller) {
        if (at < end) {
          controller.enqueue(await readChunk().catch((error) => close().then(() => Promise.reject(error))))
        } else {
          await close()
          controller.close()
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}
