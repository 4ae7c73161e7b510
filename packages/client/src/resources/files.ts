import { type Call, type CallOptions, type Checks, type Http, isA, type Pages } from '@veza/http'
import { type StoredFile, storedFileModel } from '@veza/protocol'
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

  /** Deletes a file and its content. Needs `write:files`. @throws {@link NotFoundError} `FILE_NOT_FOUND` */
  delete(id: number, options?: CallOptions): Call<void> {
    return this.#http.nothing({ method: 'DELETE', path: '/files/{id}', params: { id } }, options)
  }
}
