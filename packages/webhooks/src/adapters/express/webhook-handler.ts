import type { Arrival } from '../../handle/arrival.ts'
import type { HandlerOptions } from '../../handle/handler-options.ts'
import { addressOf } from '../../handle/public-url.ts'
import { createReceiver } from '../../handle/receiver.ts'
import { findBody, type ParserFix, type ParserTraces } from '../../incoming/find-body.ts'
import { handlerFunction, type Idling } from '../../incoming/handler-function.ts'
import { headerPairs, type NodeRequest, type NodeResponse } from '../../incoming/node-request.ts'
import { writeNodeResponse } from '../../incoming/write-node-response.ts'

/** The parts of an Express request that are used, of version 4 or 5. */
export interface ExpressRequest extends NodeRequest, ParserTraces {
  /** As `trust proxy` says. */
  readonly protocol: string
  /** The path before any router took its part off. */
  readonly originalUrl: string
}

/** A route handler of Express: never rejects, never calls `next`. */
export type WebhookHandler = ((request: ExpressRequest, response: NodeResponse) => Promise<void>) & Idling

const fix: ParserFix = {
  parser: 'A body parser, such as express.json(),',
  remedy:
    'Add the webhook route before app.use(express.json()), or write app.use(express.json({ verify: keepRawBody })) with keepRawBody of @veza/webhooks/express.',
}

/**
 * A route handler for Express 4 and 5. Add it before any body parser, or have the parser keep the bytes by
 * {@link keepRawBody}; `express.raw({ type: () => true })` on the route does as well.
 *
 * @param options - a verifier and listeners; see {@link HandlerOptions}.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @example
 * ```ts
 * import express from 'express'
 * import { createVerifier } from '@veza/webhooks'
 * import { webhookHandler } from '@veza/webhooks/express'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = process.env.VEZA_WEBHOOK_SECRET ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
 * const app = express()
 * app.all('/webhooks/veza', webhookHandler({ verifier, on: { 'message.sent': (event) => console.log(event) } }))
 * app.use(express.json())
 * app.listen(0).close()
 * ```
 */
export function webhookHandler<Event = unknown>(options: HandlerOptions<Event>): WebhookHandler {
  const receiver = createReceiver(options)
  return handlerFunction(receiver, async (request: ExpressRequest, response: NodeResponse) => {
    const answer = await receiver.receive(expressArrival(request, options.publicUrl))
    writeNodeResponse(response, answer)
  })
}

/** A request as Express hands it over, or NestJS on Express. */
export function expressArrival(
  request: ExpressRequest,
  publicUrl: string | undefined,
  how: ParserFix = fix,
): Arrival {
  const { method = '', protocol, originalUrl, headers } = request
  const host = headers['host']
  const origin = typeof host === 'string' ? `${protocol}://${host}` : undefined
  return {
    method,
    url: addressOf(publicUrl, origin, originalUrl),
    headers: headerPairs(request),
    body: (maxBytes) => findBody(request, request, how, maxBytes),
  }
}
