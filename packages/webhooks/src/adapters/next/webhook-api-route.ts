import { addressOf } from '../../handle/public-url.ts'
import { createReceiver } from '../../handle/receiver.ts'
import { findBody, type ParserFix, type ParserTraces } from '../../incoming/find-body.ts'
import { handlerFunction, type Idling } from '../../incoming/handler-function.ts'
import { headerPairs, type NodeRequest, type NodeResponse, originOf } from '../../incoming/node-request.ts'
import { writeNodeResponse } from '../../incoming/write-node-response.ts'
import type { NextHandlerOptions } from './webhook-handler.ts'

/** An API route of the pages router: never rejects. */
export type WebhookApiRoute = ((
  request: NodeRequest & ParserTraces,
  response: NodeResponse,
) => Promise<void>) &
  Idling

const fix: ParserFix = {
  parser: "Next.js's body parser",
  remedy: 'Write export const config = { api: { bodyParser: false } } beside the handler.',
}

/**
 * An API route for the pages router of Next.js, whose body parser must be switched off beside it.
 *
 * @param options - a verifier and listeners; see {@link NextHandlerOptions}.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @example
 * ```ts
 * // pages/api/webhooks/veza.ts
 * import { createVerifier } from '@veza/webhooks'
 * import { webhookApiRoute } from '@veza/webhooks/next'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = process.env.VEZA_WEBHOOK_SECRET ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
 *
 * export const config = { api: { bodyParser: false } }
 * export default webhookApiRoute({ verifier, on: { 'message.sent': (event) => console.log(event) } })
 * ```
 */
export function webhookApiRoute<Event = unknown>(options: NextHandlerOptions<Event>): WebhookApiRoute {
  const { after, ...common } = options
  const receiver = createReceiver(common)
  return handlerFunction(receiver, async (request: NodeRequest & ParserTraces, response: NodeResponse) => {
    const arrival = {
      method: request.method ?? '',
      url: addressOf(common.publicUrl, originOf(request), request.url ?? ''),
      headers: headerPairs(request),
      body: (maxBytes: number) => findBody(request, request, fix, maxBytes),
    }
    writeNodeResponse(response, await receiver.receive(arrival, after))
  })
}
