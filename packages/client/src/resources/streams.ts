import type { Call, CallOptions, Http, HttpOptions, Pages } from '@veza/http'
import {
  type CreateLiveStream,
  createLiveStreamModel,
  type LiveStream,
  type LiveStreamStatus,
  liveStreamModel,
  type UpdateLiveStream,
  updateLiveStreamModel,
} from '@veza/protocol'
import { type Checks, isA } from '@veza/resilience/options'
import type { StreamUrlOptions } from '../signing/signed-stream-url.ts'
import { type ListOptions, wholeNumberFrom } from './list-options.ts'
import { type List, numberedPages } from './paged.ts'

/** Which live streams to list. */
export interface ListStreams extends ListOptions {
  /** Only streams in this state. */
  readonly status?: LiveStreamStatus
  /** Only streams of this category. */
  readonly category?: string
  /** Only streams of this user. */
  readonly userId?: number
}

const filters: Checks<Omit<ListStreams, keyof ListOptions>> = {
  status: isA('string'),
  category: isA('string'),
  userId: wholeNumberFrom(0),
}
const list: List<LiveStream> = { name: 'streams.list()', model: liveStreamModel, path: '/streams', filters }

/**
 * Live audio streams (guide: "Gestion des Streams", `/streams`).
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * const stream = await veza.streams.create({ title: 'First light', category: 'talk', visibility: 'public' })
 * await veza.streams.update(stream.id, { status: 'live' })
 * console.log(await veza.streams.list({ status: 'live' }).toArray({ limit: 5 }))
 *
 * const key = await veza.apiKeys.create({ name: 'Player', permissions: ['read:streams'] })
 * const url = await veza.streams.signedUrl('jingle.wav', { ttlMs: 60_000, secret: key.secret })
 * console.log((await fetch(url)).status) // 200
 * ```
 */
export class Streams {
  readonly #http: Http
  readonly #httpOptions: HttpOptions

  constructor(http: Http, httpOptions: HttpOptions) {
    this.#http = http
    this.#httpOptions = httpOptions
  }

  /** Lists live streams. Needs `read:streams`. */
  list(options: ListStreams = {}): Pages<LiveStream> {
    return numberedPages(this.#http, list, options)
  }

  /** Fetches one live stream. Needs `read:streams`. @throws {@link NotFoundError} `STREAM_NOT_FOUND` */
  get(id: number, options?: CallOptions): Call<LiveStream> {
    return this.#http.one(liveStreamModel, { method: 'GET', path: '/streams/{id}', params: { id } }, options)
  }

  /** Creates a live stream. Needs `write:streams`. */
  create(stream: CreateLiveStream, options?: CallOptions): Call<LiveStream> {
    const spec = { method: 'POST', path: '/streams', body: stream, bodyModel: createLiveStreamModel } as const
    return this.#http.one(liveStreamModel, spec, options)
  }

  /** Changes the fields that are given. Needs `write:streams`. @throws {@link NotFoundError} */
  update(id: number, changes: UpdateLiveStream, options?: CallOptions): Call<LiveStream> {
    const spec = { method: 'PUT', path: '/streams/{id}', params: { id } } as const
    return this.#http.one(
      liveStreamModel,
      { ...spec, body: changes, bodyModel: updateLiveStreamModel },
      options,
    )
  }

  /**
   * Signs the URL of a file on the stream server: a player that knows no API key may use it until it expires. Signed
   * here, without a request. Keep the URL as you would a password.
   *
   * @param file - the file's name, as the stream server knows it.
   * @param options - see {@link StreamUrlOptions}; `baseUrl`: where the stream server is, by default the client's.
   * @throws {@link InvalidRequestError} `INVALID_OPTION`, `INVALID_ARGUMENT`
   */
  async signedUrl(file: string, options: StreamUrlOptions & { readonly baseUrl?: string }): Promise<string> {
    // Few clients sign.
    const { clientStreamUrl } = await import('../signing/client-stream-url.ts')
    return clientStreamUrl(this.#httpOptions, file, options)
  }

  /** Deletes a live stream. Needs `write:streams`. @throws {@link NotFoundError} */
  delete(id: number, options?: CallOptions): Call<void> {
    return this.#http.nothing({ method: 'DELETE', path: '/streams/{id}', params: { id } }, options)
  }
}
