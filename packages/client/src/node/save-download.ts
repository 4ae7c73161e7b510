import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import type { Download } from '@veza/http'

/**
 * Writes a download into a file. A whole download appears under its name only when it is complete; one that goes on with
 * an earlier one is written behind what is there.
 *
 * @param download - a download nobody has read from.
 * @param path - where to write it; a file that is there is replaced.
 * @throws the error that ended the download, or that of the file system.
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises'
 * import { Veza } from '@veza/client'
 * import { saveDownload } from '@veza/client/node'
 *
 * const veza = new Veza()
 * const { id } = await veza.files.upload(new Blob(['la la la']), { name: 'song.txt' })
 * await saveDownload(await veza.files.download(id), '/tmp/song.txt')
 * console.log(await readFile('/tmp/song.txt', 'utf8'))
 * ```
 */
export async function saveDownload(download: Download, path: string): Promise<void> {
  const { offset } = download
  const source = Readable.fromWeb(download.stream as NodeStream<Uint8Array>)
  if (offset > 0) return pipeline(source, createWriteStream(path, { flags: 'r+', start: offset }))
  const unfinished = `${path}.${crypto.randomUUID()}.part`
  try {
    await pipeline(source, createWriteStream(unfinished, { flags: 'wx' }))
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
