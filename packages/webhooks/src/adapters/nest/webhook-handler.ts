import type { Arrival } from '../../handle/arrival.ts'
import type { HandlerOptions } from '../../handle/handler-options.ts'
import { createReceiver } from '../../handle/receiver.ts'
import type { ParserFix } from '../../incoming/find-body.ts'
import { handlerFunction, type Idling } from '../../incoming/handler-function.ts'
import type { NodeResponse } from '../../incoming/node-request.ts'
import { writeNodeResponse } from '../../incoming/write-node-response.ts'
import { type ExpressRequest, expressArrival } from '../express/webhook-handler.ts'
import type { FastifyReplyLike, FastifyRequestLike } from '../fastify/fastify-types.ts'
import { fastifyArrival } from '../fastify/webhook-handler.ts'

/** What `@Req()` gives, on either platform. */
export type NestRequest = ExpressRequest | FastifyRequestLike

/** What `@Res()` gives, on either platform. */
export type NestResponse = NodeResponse | FastifyReplyLike

/** What a controller's method calls: never rejects. */
export type WebhookHandler = ((request: NestRequest, response: NestResponse) => Promise<void>) & Idling

const fix: ParserFix = {
  parser: "NestJS's body parser",
  remedy: 'Create the app by NestFactory.create(AppModule, { rawBody: true }).',
}

/**
 * For a controller of NestJS 11, on Express or Fastify. The app must be made with `rawBody: true`.
 *
 * @param options - a verifier and listeners; see {@link HandlerOptions}.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @example
 * ```ts
 * import { createVerifier } from '@veza/webhooks'
 * import { type NestRequest, type NestResponse, webhookHandler } from '@veza/webhooks/nest'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = process.env.VEZA_WEBHOOK_SECRET ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
 * const webhooks = webhookHandler({ verifier, on: { 'message.sent': (event) => console.log(event) } })
 *
 * // Write @Controller('webhooks') above the class, @All('veza') above the method, @Req() and @Res() before its arguments.
 * export class WebhooksController {
 *   receive(request: NestRequest, response: NestResponse) {
 *     return webhooks(request, response)
 *   }
 * }
 * ```
 */
export function webhookHandler<Event = unknown>(options: HandlerOptions<Event>): WebhookHandler {
  const receiver = createReceiver(options)
  return handlerFunction(receiver, async (request: NestRequest, response: NestResponse) => {
    const answer = await receiver.receive(arrivalOf(request, options.publicUrl))
    if (!('code' in response)) return writeNodeResponse(response, answer)
    response.code(answer.status)
    response.headers({ ...answer.headers })
    response.send(answer.body)
  })
}

function arrivalOf(request: NestRequest, publicUrl: string | undefined): Arrival {
  return 'raw' in request ? fastifyArrival(request, publicUrl, fix) : expressArrival(request, publicUrl, fix)
}
