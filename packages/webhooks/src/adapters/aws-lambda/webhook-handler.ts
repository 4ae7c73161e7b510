import type { HandlerOptions } from '../../handle/handler-options.ts'
import { createReceiver } from '../../handle/receiver.ts'
import { handlerFunction, type Idling } from '../../incoming/handler-function.ts'
import { wrongOption } from '../../options/wrong-option.ts'
import { lambdaArrival } from './lambda-arrival.ts'
import type { LambdaEvent, LambdaResult } from './lambda-event.ts'

/** A handler of AWS Lambda: never rejects. */
export type WebhookHandler = ((event: LambdaEvent) => Promise<LambdaResult>) & Idling

/**
 * A handler for AWS Lambda: behind API Gateway (payload format 1.0 and 2.0), a function URL or an application load
 * balancer, with plain and base64 bodies. With format 1.0, switch binary media types on for bodies that are no UTF-8.
 *
 * @param options - a verifier and listeners; see {@link HandlerOptions}. `ack: 'before'` is refused: Lambda stops a
 * function once it has answered, so a listener would not end; put long work into a queue instead.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @example
 * ```ts
 * import { createVerifier } from '@veza/webhooks'
 * import { webhookHandler } from '@veza/webhooks/aws-lambda'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = process.env.VEZA_WEBHOOK_SECRET ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
 *
 * export const handler = webhookHandler({ verifier, on: { 'message.sent': (event) => console.log(event) } })
 * ```
 */
export function webhookHandler<Event = unknown>(options: HandlerOptions<Event>): WebhookHandler {
  if (options.ack === 'before') {
    throw wrongOption('ack', "Leave it 'after': Lambda stops a function once it has answered.")
  }
  const receiver = createReceiver(options)
  return handlerFunction(receiver, async (event: LambdaEvent): Promise<LambdaResult> => {
    const { status, headers, body } = await receiver.receive(lambdaArrival(event, options.publicUrl))
    return { statusCode: status, headers: { ...headers }, body, isBase64Encoded: false }
  })
}
