import type { HandlerOptions } from '../../handle/handler-options.ts'
import { type FetchContext, webhookHandler } from './webhook-handler.ts'

/**
 * Handles one request: {@link webhookHandler} in a single call, for a route that is a function anyway. Make the verifier
 * once, outside the route: it remembers what came before.
 *
 * @param request - the request, whose body nobody has read.
 * @param options - a verifier and listeners, and the sector the events come from; see {@link HandlerOptions}.
 * @param context - what the runtime handed over, where it has a `waitUntil`.
 * @returns the answer: never rejects for what a sender does.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @see guide: external-services.md, "Exemple d'utilisation" and "Hooks métier & sectorisation"
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { handleIncomingWebhook } from '@veza/webhooks/fetch'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 * import { health } from '@veza/webhooks/sectors'
 *
 * const secrets = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
 * const event = { type: 'patient.admitted', data: { patient_id: 'P-17', name: 'Jane' } }
 *
 * const request = await webhookRequest(standardWebhooks(), event, { secrets })
 * const response = await handleIncomingWebhook(request, { verifier, sector: health(), logger: console })
 * console.log(response.status) // 200
 * ```
 */
export async function handleIncomingWebhook<Event = unknown>(
  request: Request,
  options: HandlerOptions<Event>,
  context?: FetchContext,
): Promise<Response> {
  return webhookHandler(options)(request, context)
}
