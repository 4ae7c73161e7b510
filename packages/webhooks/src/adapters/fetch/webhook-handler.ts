import type { Arrival, ArrivedBody } from '../../handle/arrival.ts'
import type { WaitUntil } from '../../handle/background.ts'
import type { HandlerOptions } from '../../handle/handler-options.ts'
import { addressOf } from '../../handle/public-url.ts'
import { createReceiver } from '../../handle/receiver.ts'
import type { WebhookAnswer } from '../../handle/webhook-answer.ts'
import { handlerFunction, type Idling } from '../../incoming/handler-function.ts'
import { readRequest } from '../../message/read-request.ts'

/** What a runtime hands over beside the request, as the context of Workers. */
export interface FetchContext {
  /** Keeps the runtime alive until the listener is done, with `ack: 'before'`. */
  readonly waitUntil?: WaitUntil
}

/** A Fetch handler: never rejects. */
export type WebhookHandler = ((request: Request, context?: FetchContext) => Promise<Response>) & Idling

/**
 * A handler for every runtime that speaks Fetch: Workers, Deno, Bun, Hono, Next.js. It verifies each request on its
 * exact bytes, answers what providers ask (Slack, Zoom, Meta, Discord, Twitch, CloudEvents), and calls the listener.
 *
 * It answers 200 when the listener is done; 400, 401, 403, 404, 405, 413, 415 or 422 by the cause of a refusal; 500 or
 * 503 with `Retry-After` where the sender shall try again. The signature is that of the body before a `Content-Encoding`.
 *
 * @param options - a verifier and listeners; see {@link HandlerOptions}.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @see guide: external-services.md, "Exemple d'utilisation"
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { webhookHandler } from '@veza/webhooks/fetch'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const handler = webhookHandler({
 *   verifier: createVerifier({ scheme: standardWebhooks(), secrets }),
 *   on: { 'message.sent': (event) => console.log(event) },
 * })
 * const event = { type: 'message.sent', data: { content: 'Hello' } }
 * const response = await handler(await webhookRequest(standardWebhooks(), event, { secrets }))
 * console.log(response.status) // 200
 * ```
 */
export function webhookHandler<Event = unknown>(options: HandlerOptions<Event>): WebhookHandler {
  const receiver = createReceiver(options)
  return handlerFunction(receiver, async (request: Request, context?: FetchContext) => {
    const waitUntil = context?.waitUntil?.bind(context)
    return toResponse(await receiver.receive(arrivalOf(request, options.publicUrl), waitUntil))
  })
}

/** A Fetch request that nobody has read from, as it arrived. */
export function arrivalOf(
  request: Request,
  publicUrl: string | undefined,
  body: (maxBytes: number) => Promise<ArrivedBody> = (maxBytes) => unread(request, maxBytes),
): Arrival {
  const { pathname, search } = new URL(request.url)
  const url = publicUrl === undefined ? request.url : addressOf(publicUrl, undefined, pathname + search)
  return { method: request.method, url, headers: [...request.headers], body }
}

/** Reads the body of a request that nobody has read from. */
export async function unread(request: Request, maxBytes: number): Promise<ArrivedBody> {
  return { content: await readRequest(request, maxBytes), decoded: false }
}

/** An answer as a Fetch response. */
export function toResponse({ status, headers, body }: WebhookAnswer): Response {
  // A response of these statuses must have no body, not even an empty one.
  return new Response(body === '' || status === 204 || status === 304 ? null : body, { status, headers })
}
