import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { UploadSource } from '@veza/http/uploads'
import { InvalidRequestError } from '@veza/resilience'

/**
 * A file of this machine to upload. It is read as it goes out, and again for each attempt; it is never held in memory.
 *
 * @param path - where the file is.
 * @param options - `name`: what the platform is to call it; `contentType`: its media type. @defaultValue the file's own
 * name; no type
 * @throws {@link InvalidRequestError} `INVALID_ARGUMENT` where there is no such file; `cause` says why.
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises'
 * import { fileSource } from '@veza/client/node'
 *
 * await writeFile('/tmp/song.mp3', 'la la la')
 * const source = await fileSource('/tmp/song.mp3', { contentType: 'audio/mpeg' })
 * console.log(source.name, source.size)
 * ```
 */
export async function fileSource(
  path: string,
  options: { readonly name?: string; readonly contentType?: string } = {},
): Promise<UploadSource> {
  const { size } = await statOf(path)
  return {
    name: options.name ?? basename(path),
    size,
    ...(options.contentType !== undefined && { contentType: options.contentType }),
    // What is added to the file in the meantime is not part of what was announced.
    open: () => (size === 0 ? Readable.from([]) : createReadStream(path, { end: size - 1 })),
  }
}

async function statOf(path: string): Promise<{ size: number }> {
  try {
    const stats = await stat(path)
    if (stats.isFile()) return stats
  } catch (cause) {
    throw noFile(cause)
  }
  throw noFile(undefined)
}

function noFile(cause: unknown): InvalidRequestError {
  return new InvalidRequestError('There is no such file', {
    code: 'INVALID_ARGUMENT',
    remedy: 'Pass the path of a file that exists and may be read.',
    cause,
  })
}
