import { isObject } from './shape.ts'

/** An object with these keys alone is an envelope; one with `success` is, whatever else it holds. */
const envelopeKeys = new Set(['data', 'message', 'meta', 'error', 'request_id', 'timestamp'])

/**
 * Finds the resource in an answer: the answer itself, or what an envelope holds in `data`, or in `message` when
 * that is an object (both are what deployed servers send). A resource with a `data` field of its own is no envelope.
 *
 * @param body - the parsed JSON body.
 * @returns the resource, or whatever stands in its place: the caller must look whether it is an object.
 * @example
 * ```ts
 * import { readOne } from '@veza/protocol'
 *
 * console.log(readOne({ success: true, data: { id: 1, name: 'General' } }))
 * ```
 */
export function readOne(body: unknown): unknown {
  if (!isObject(body)) return body
  if (!('success' in body) && !Object.keys(body).every((key) => envelopeKeys.has(key))) return body
  if (isObject(body['data'])) return body['data']
  if ('success' in body && isObject(body['message'])) return body['message']
  return 'data' in body ? body['data'] : body
}
