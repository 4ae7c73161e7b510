import { type ListPage, type Model, readList, readOne, type WireObject } from '@veza/protocol'
import { jsonOf, unexpected } from '../answers/json-of.ts'
import { Call } from '../call/call.ts'
import type { Download } from '../download/download.ts'
import type { DownloadOptions } from '../download/start-download.ts'
import type { HttpResponse } from '../exchange/middleware.ts'
import type { Stats } from '../observe/stats.ts'
import type { CallOptions, HttpOptions } from '../options/http-options.ts'
import type { Page } from '../pages/pages.ts'
import { checkCall } from './check-call.ts'
import type { RequestSpec } from './request-spec.ts'
import { type ReadAnswer, runCall } from './run-call.ts'
import { settingsFrom } from './settings.ts'

/** Sends typed calls that survive a bad network. */
export interface Http {
  /** A call whose answer is one resource. */
  one<T>(model: Model<T>, spec: RequestSpec, options?: CallOptions): Call<T>
  /** A call whose answer is one page of a list. */
  page<T>(model: Model<T>, spec: RequestSpec, options?: CallOptions): Promise<Page<T>>
  /** A call whose answer holds nothing of interest. */
  nothing(spec: RequestSpec, options?: CallOptions): Call<void>
  /** Any other call; its answer's JSON comes as it is, `undefined` where there is none. */
  json(spec: RequestSpec, options?: CallOptions): Call<unknown>
  /**
   * A call whose answer is read bit by bit, as large as it may be. Its time limit ends with the headers; from then on
   * `timeoutMs` is the longest wait for the next bytes. A failure in the middle is the stream's: nothing is repeated.
   */
  stream(spec: RequestSpec, options?: CallOptions): Call<ReadableStream<Uint8Array>>
  /**
   * A call whose answer is content to keep: streamed, with its size, and going on by itself where the connection breaks
   * (RFC 9110: Range, If-Range).
   */
  download(spec: RequestSpec, options?: DownloadOptions): Call<Download>
  /** What the client has done since it was made. */
  stats(): Stats
  /** Ends idle connections, and lets running calls finish. A call made later opens new ones. */
  close(): Promise<void>
}

/**
 * Makes an HTTP client with state of its own: limits, retry budget, what it learnt of the server.
 *
 * @param options - see {@link HttpOptions}.
 * @param what - whose options they are, for messages. @defaultValue 'createHttp()'
 * @throws {@link InvalidRequestError} `INVALID_OPTION`, with a sentence that says what to write instead.
 * @example
 * ```ts
 * import { createHttp } from '@veza/http'
 * import { metricsModel } from '@veza/protocol'
 *
 * const http = createHttp({
 *   baseUrl: process.env['VEZA_BASE_URL'] ?? 'https://api.veza.app/v1',
 *   headers: { authorization: `Bearer ${process.env['VEZA_API_KEY']}` },
 *   timeoutMs: 5000,
 * })
 * console.log(await http.one(metricsModel, { method: 'GET', path: '/analytics/metrics' }))
 * ```
 */
export function createHttp(options: HttpOptions = {}, what = 'createHttp()'): Http {
  const settings = settingsFrom(options, what)
  const { cache } = settings
  const call = async <T>(spec: RequestSpec, callOptions: CallOptions = {}, read: ReadAnswer<T>) => {
    checkCall(spec, callOptions)
    if (!cache.isFor(spec, callOptions))
      return cache.around(spec, () => runCall(settings, spec, callOptions, read))
    const { cachedCall } = await import('../cache/cached-call.ts')
    return cachedCall(settings, spec, callOptions, read)
  }
  const stream = async (spec: RequestSpec, callOptions: CallOptions) => {
    checkCall(spec, callOptions)
    return runCall(settings, spec, callOptions, bodyOf, true)
  }
  const openStream = (spec: RequestSpec, callOptions: CallOptions = {}) => new Call(stream(spec, callOptions))
  const download = async (spec: RequestSpec, callOptions?: DownloadOptions) => {
    const { startDownload } = await import('../download/start-download.ts')
    return startDownload(settings, openStream, spec, callOptions)
  }
  return {
    one: (model, spec, callOptions) =>
      new Call(
        call(spec, callOptions, (response, validation) =>
          settings.contract.read(model, resourceIn(response, model.name), validation),
        ),
      ),
    async page(model, spec, callOptions) {
      const { data, response } = await call(spec, callOptions, async (answer, validation) => {
        const list = listIn(answer, model.name)
        const wires = list.items.map((item) => asResource(item, answer, model.name))
        const items = await settings.contract.readAll(model, wires, validation)
        return { ...list, items, hasMore: hasMore(list) }
      })
      return { ...data, response }
    },
    nothing: (spec, callOptions) => new Call(call(spec, callOptions, (response) => void jsonOf(response))),
    json: (spec, callOptions) => new Call(call(spec, callOptions, jsonOf)),
    stream: openStream,
    download: (spec, callOptions) => new Call(download(spec, callOptions)),
    stats: () => settings.stats.snapshot(),
    close: async () => settings.transport.close?.(),
  }
}

/** A middleware that answers itself has text only. */
function bodyOf({ body, text }: HttpResponse): ReadableStream<Uint8Array> {
  return body ?? new Blob([text]).stream()
}

function resourceIn(response: HttpResponse, name: string): WireObject {
  return asResource(readOne(jsonOf(response)), response, name)
}

function asResource(value: unknown, response: HttpResponse, name: string): WireObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as WireObject
  throw unexpected(response, `The answer should hold a ${name}, and does not`)
}

function listIn(response: HttpResponse, name: string): ListPage {
  const list = readList(jsonOf(response) ?? null)
  if (list === undefined)
    throw unexpected(response, `The answer should hold a list of ${name}s, and does not`)
  return list
}

/** A server that does not count its pages shows only by an empty one that the list has ended. */
function hasMore({ hasMore, page, limit, total, totalPages, items }: ListPage): boolean | undefined {
  if (hasMore !== undefined) return hasMore
  if (page !== undefined && totalPages !== undefined) return page < totalPages
  if (page !== undefined && limit !== undefined && total !== undefined) return page * limit < total
  return items.length === 0 ? false : undefined
}
