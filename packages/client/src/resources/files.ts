import {
  Call,
  type CallOptions,
  type Download,
  type DownloadOptions,
  type Http,
  type Pages,
  type WithResponse,
} from '@veza/http'
import type { UploadContent } from '@veza/http/uploads'
import { type StoredFile, storedFileModel } from '@veza/protocol'
import { type Checks, isA } from '@veza/resilience/options'
import type { UploadFile } from '../uploads/upload-file.ts'
import type { ListOptions } from './list-options.ts'
import { type List, numberedPages } from './paged.ts'

/** Which files to list. */
export interface ListFiles extends ListOptions {
  /** Only files of this name. */
  readonly name?: string
  /** Only files of this media type: `audio/mpeg`. */
  readonly contentType?: string
}

const filters: Checks<Omit<ListFiles, keyof ListOptions>> = {
  name: isA('string'),
  contentType: isA('string'),
}
const list: List<StoredFile> = { name: 'files.list()', model: storedFileModel, path: '/files', filters }

/**
 * Files that the platform keeps (guide: "Types d'Intégration", `/files`).
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * for await (const file of veza.files.list({ contentType: 'audio/wav' })) console.log(file.name, file.size)
 * console.log((await veza.files.get(1)).checksum)
 * await veza.files.delete(1)
 * ```
 */
export class Files {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
  }

  /** Lists files, oldest first. Needs `read:files`. */
  list(options: ListFiles = {}): Pages<StoredFile> {
    return numberedPages(this.#http, list, options)
  }

  /** Fetches what is known of one file. Needs `read:files`. @throws {@link NotFoundError} `FILE_NOT_FOUND` */
  get(id: number, options?: CallOptions): Call<StoredFile> {
    return this.#http.one(storedFileModel, { method: 'GET', path: '/files/{id}', params: { id } }, options)
  }

  /**
   * Uploads a file; it streams, and is never held in memory. `timeoutMs` is the longest time without progress, and there
   * is no limit for the whole unless `totalTimeoutMs` sets one. Content that can be read only once is sent only once.
   * Needs `write:files`.
   *
   * @param content - a Blob, a File, bytes, a stream, an iterable, or on Node a `fileSource()` of `@veza/client/node`.
   * @throws {@link InvalidRequestError} `FILE_SIZE_EXCEEDED`, `FILE_INVALID_TYPE`, or `INVALID_ARGUMENT`
   * @example
   * ```ts
   * import { Veza } from '@veza/client'
   *
   * const veza = new Veza()
   * const song = new Blob(['la la la'], { type: 'text/plain' })
   * const file = await veza.files.upload(song, {
   *   name: 'song.txt',
   *   onProgress: ({ bytes, total }) => console.log(`${bytes} of ${total}`),
   * })
   * console.log(file.id, file.size)
   * ```
   */
  upload(content: UploadContent, options: UploadFile = {}): Call<StoredFile> {
    return new Call(this.#upload(content, options))
  }

  /**
   * Downloads a file's content as a stream. Where the connection breaks it goes on by itself; `timeoutMs` is the longest
   * wait for the next bytes. Needs `read:files`.
   *
   * @param options - `onProgress`; `from` to go on with an earlier download.
   * @throws {@link NotFoundError} `FILE_NOT_FOUND`; reading its stream, {@link ConflictError} `CONTENT_CHANGED`
   * @example
   * ```ts
   * import { Veza } from '@veza/client'
   *
   * const veza = new Veza()
   * const { id } = await veza.files.upload(new Blob(['la la la']), { name: 'song.txt' })
   * const download = await veza.files.download(id)
   * for await (const chunk of download.stream) console.log(chunk.byteLength, 'of', download.size)
   * ```
   */
  download(id: number, options?: DownloadOptions): Call<Download> {
    const spec = { method: 'GET', path: '/files/{id}/content', params: { id } } as const
    return this.#http.download(spec, options)
  }

  /** Deletes a file and its content. Needs `write:files`. @throws {@link NotFoundError} `FILE_NOT_FOUND` */
  delete(id: number, options?: CallOptions): Call<void> {
    return this.#http.nothing({ method: 'DELETE', path: '/files/{id}', params: { id } }, options)
  }

  async #upload(content: UploadContent, options: UploadFile): Promise<WithResponse<StoredFile>> {
    // Few clients upload.
    const { uploadFile } = await import('../uploads/upload-file.ts')
    return uploadFile(this.#http, content, options)
  }
}
