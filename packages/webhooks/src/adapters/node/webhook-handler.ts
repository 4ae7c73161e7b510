import type { HandlerOptions } from '../../handle/handler-options.ts'
import { addressOf } from '../../handle/public-url.ts'
import { createReceiver } from '../../handle/receiver.ts'
import { findBody, type ParserFix, type ParserTraces } from '../../incoming/find-body.ts'
import { handlerFunction, type Idling } from '../../incoming/handler-function.ts'
import { headerPairs, type NodeRequest, type NodeResponse, originOf } from '../../incoming/node-request.ts'
import { writeNodeResponse } from '../../incoming/write-node-response.ts'

/** A request listener of `node:http`: never rejects. */
export type WebhookHandler = ((request: NodeRequest, response: NodeResponse) => Promise<void>) & Idling

const fix: ParserFix = {
  parser: 'Something',
  remedy: 'Call the handler before anything reads the request, or keep the bytes as request.rawBody.',
}

/**
 * A request listener for plain `node:http`.
 *
 * @param options - a verifier and listeners; see {@link HandlerOptions}.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @example
 * ```ts
 * import { createServer } from 'node:http'
 * import { createVerifier } from '@veza/webhooks'
 * import { webhookHandler } from '@veza/webhooks/node'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = process.env.VEZA_WEBHOOK_SECRET ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const handler = webhookHandler({
 *   verifier: createVerifier({ scheme: standardWebhooks(), secrets }),
 *   on: { 'message.sent': (event) => console.log(event) },
 * })
 * const server = createServer((request, response) => void handler(request, response)).listen(0)
 * server.close()
 * await handler.idle()
 * ```
 */
export function webhookHandler<Event = unknown>(options: HandlerOptions<Event>): WebhookHandler {
  const receiver = createReceiver(options)
  return handlerFunction(receiver, async (request: NodeRequest & ParserTraces, response: NodeResponse) => {
    const answer = await receiver.receive({
      method: request.method ?? '',
      url: addressOf(options.publicUrl, originOf(request), request.url ?? ''),
      headers: headerPairs(request),
      body: (maxBytes) => findBody(request, request, fix, maxBytes),
    })
    writeNodeResponse(response, answer)
  })
}
