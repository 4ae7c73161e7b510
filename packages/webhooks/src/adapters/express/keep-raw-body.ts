/**
 * Keeps the exact bytes beside the parsed body, as `request.rawBody`: the `verify` option of every parser of Express.
 *
 * @example
 * ```ts
 * import express from 'express'
 * import { keepRawBody } from '@veza/webhooks/express'
 *
 * const app = express()
 * app.use(express.json({ verify: keepRawBody }))
 * app.use(express.urlencoded({ extended: false, verify: keepRawBody }))
 * app.listen(0).close()
 * ```
 */
export function keepRawBody(request: object, _response: unknown, bytes: Uint8Array): void {
  Object.assign(request, { rawBody: bytes })
}
