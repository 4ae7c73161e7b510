/**
 * Bytes to send as they are, where a request's body is not JSON.
 *
 * @example
 * ```ts
 * import type { Payload } from '@veza/http'
 *
 * const text = new TextEncoder().encode('hello')
 * const payload: Payload = {
 *   contentType: 'text/plain',
 *   length: text.byteLength,
 *   replayable: true,
 *   async *open() {
 *     yield text
 *   },
 * }
 * console.log(payload.length)
 * ```
 */
export interface Payload {
  readonly contentType: string
  /** How many bytes there are; `undefined` where nobody knows before the end. */
  readonly length: number | undefined
  /** Whether `open` can be called once more: a request whose body can be read only once is never repeated. */
  readonly replayable: boolean
  /** The bytes, from their beginning. */
  open(): AsyncIterable<Uint8Array>
  /** The same bytes as a blob, where they are one: what browsers can send without holding it in memory. */
  blob?(): Blob
}
