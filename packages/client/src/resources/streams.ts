import { type Call, type CallOptions, type Checks, type Http, isA, type Pages } from '@veza/http'
import {
  type CreateLiveStream,
  createLiveStreamModel,
  type LiveStream,
  type LiveStreamStatus,
  liveStreamModel,
  type UpdateLiveStream,
  updateLiveStreamModel,
} from '@veza/protocol'
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
 * ```
 */
export class Streams {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
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
    const body = createLiveStreamModel.write(stream)
    return this.#http.one(liveStreamModel, { method: 'POST', path: '/streams', body }, options)
  }

  /** Changes the fields that are given. Needs `write:streams`. @throws {@link NotFoundError} */
  update(id: number, changes: UpdateLiveStream, options?: CallOptions): Call<LiveStream> {
    const body = updateLiveStreamModel.write(changes)
    return this.#http.one(
      liveStreamModel,
      { method: 'PUT', path: '/streams/{id}', params: { id }, body },
      options,
    )
  }

  /** Deletes a live stream. Needs `write:streams`. @throws {@link NotFoundError} */
  delete(id: number, options?: CallOptions): Call<void> {
    return this.#http.nothing({ method: 'DELETE', path: '/streams/{id}', params: { id } }, options)
  }
}
