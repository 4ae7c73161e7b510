import type { WithResponse } from '../call/call.ts'
import { prepare } from '../client/prepare.ts'
import type { RequestSpec } from '../client/request-spec.ts'
import { type ReadAnswer, runCall } from '../client/run-call.ts'
import type { Settings } from '../client/settings.ts'
import { requestIdOf } from '../errors/request-id.ts'
import { withOperation } from '../errors/with-operation.ts'
import type { HttpResponse } from '../exchange/middleware.ts'
import type { CallOptions, Validation } from '../options/http-options.ts'
import { groupOf } from './cache-slot.ts'
import { partitionOf } from './partition.ts'

/** A GET through the client's cache. Its data is read anew for each caller: what one does to it, no other sees. */
export async function cachedCall<T>(
  settings: Settings,
  spec: RequestSpec,
  options: CallOptions,
  read: ReadAnswer<T>,
): Promise<WithResponse<T>> {
  const { signal, validation = settings.validation, cache: mode, ...shared } = options
  const request = prepare(settings, spec, shared)
  const cache = await settings.cache.load()
  const key = await partitionOf(settings, request, cache.digests)
  const wanted = {
    group: groupOf(spec),
    key,
    flight: JSON.stringify(shared),
    reload: mode === 'reload',
    signal,
  }
  const dataOf = async (answer: HttpResponse, level: Validation): Promise<T> => {
    try {
      return await read(answer, level)
    } catch (error) {
      throw withOperation(error, spec)
    }
  }
  const { response, attempts } = await cache.answer(wanted, async (conditions, together) => {
    const headers = { ...shared.headers, ...conditions }
    const answer = await runCall(settings, spec, { ...shared, headers, signal: together }, (plain) => plain)
    return { response: answer.data, attempts: answer.response.attempts }
  })
  if (attempts === 0) settings.stats.cacheHit()
  const { status, headers, url } = response
  const requestId = requestIdOf(headers, undefined)
  const data = await dataOf(response, validation)
  return { data, response: { status, headers, url, requestId, attempts } }
}
