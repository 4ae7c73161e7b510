import type { WaitUntil } from '../../handle/background.ts'
import type { HandlerOptions } from '../../handle/handler-options.ts'
import { createReceiver } from '../../handle/receiver.ts'
import { handlerFunction, type Idling } from '../../incoming/handler-function.ts'
import { arrivalOf, toResponse } from '../fetch/webhook-handler.ts'

/** Options of {@link webhookHandler} for Next.js. */
export interface NextHandlerOptions<Event = unknown> extends HandlerOptions<Event> {
  /** `after` of `next/server`: keeps a serverless function alive for the listener, with `ack: 'before'`. */
  readonly after?: WaitUntil
}

/** A route handler of Next.js: never rejects. */
export type WebhookHandler = ((request: Request) => Promise<Response>) & Idling

/**
 * A route handler for the app router of Next.js: export it as `POST`, and as `GET` and `OPTIONS` where the provider asks
 * before it sends (Meta, CloudEvents). For the pages router there is {@link webhookApiRoute}.
 *
 * @param options - a verifier and listeners; see {@link NextHandlerOptions}.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @example
 * ```ts
 * // app/webhooks/veza/route.ts
 * import { createVerifier } from '@veza/webhooks'
 * import { webhookHandler } from '@veza/webhooks/next'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = process.env.VEZA_WEBHOOK_SECRET ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
 *
 * export const POST = webhookHandler({ verifier, on: { 'message.sent': (event) => console.log(event) } })
 * ```
 */
export function webhookHandler<Event = unknown>(options: NextHandlerOptions<Event>): WebhookHandler {
  const { after, ...common } = options
  const receiver = createReceiver(common)
  return handlerFunction(receiver, async (request: Request) =>
    toResponse(await receiver.receive(arrivalOf(request, common.publicUrl), after)),
  )
}
