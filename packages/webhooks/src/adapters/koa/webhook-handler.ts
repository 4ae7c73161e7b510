import type { HandlerOptions } from '../../handle/handler-options.ts'
import { addressOf } from '../../handle/public-url.ts'
import { createReceiver } from '../../handle/receiver.ts'
import { findBody, type ParserFix, type ParserTraces } from '../../incoming/find-body.ts'
import { handlerFunction, type Idling } from '../../incoming/handler-function.ts'
import { headerPairs, type NodeRequest } from '../../incoming/node-request.ts'

/** The parts of a Koa context that are used. */
export interface KoaContext {
  readonly req: NodeRequest
  /** Where parsers leave what they have read. */
  readonly request: object
  readonly method: string
  readonly originalUrl: string
  /** As `app.proxy` says. */
  readonly protocol: string
  readonly host: string
  status: number
  body: unknown
  set(name: string, value: string): void
}

/** A middleware of Koa: never rejects, never calls `next`. */
export type WebhookHandler = ((context: KoaContext) => Promise<void>) & Idling

const fix: ParserFix = {
  parser: 'A body parser, such as koa-body,',
  remedy:
    'Use the webhook middleware before the body parser; or @koa/bodyparser or koa-bodyparser, which keep ctx.request.rawBody.',
}

/**
 * A middleware for Koa 3. Use it on its own path, before a body parser; after `@koa/bodyparser` or `koa-bodyparser` it
 * verifies what these keep as `ctx.request.rawBody`.
 *
 * @param options - a verifier and listeners; see {@link HandlerOptions}.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @example
 * ```ts
 * import Koa from 'koa'
 * import { createVerifier } from '@veza/webhooks'
 * import { webhookHandler } from '@veza/webhooks/koa'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = process.env.VEZA_WEBHOOK_SECRET ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
 * const webhooks = webhookHandler({ verifier, on: { 'message.sent': (event) => console.log(event) } })
 * const app = new Koa()
 * app.use((ctx, next) => (ctx.path === '/webhooks/veza' ? webhooks(ctx) : next()))
 * app.listen(0).close()
 * ```
 */
export function webhookHandler<Event = unknown>(options: HandlerOptions<Event>): WebhookHandler {
  const receiver = createReceiver(options)
  return handlerFunction(receiver, async (context: KoaContext) => {
    const { req, request, method, originalUrl, protocol, host } = context
    const { status, headers, body } = await receiver.receive({
      method,
      url: addressOf(options.publicUrl, `${protocol}://${host}`, originalUrl),
      headers: headerPairs(req),
      body: (maxBytes) => findBody(req, tracesOf(request), fix, maxBytes),
    })
    // First the body: it sets status and type, which the answer knows better.
    context.body = body
    context.status = status
    for (const [name, value] of Object.entries(headers)) context.set(name, value)
  })
}

/** koa-body keeps the text under a symbol, where it is told to (`includeUnparsed`). */
function tracesOf(request: { readonly rawBody?: unknown; readonly body?: unknown }): ParserTraces {
  const { rawBody, body } = request
  const unparsed = Symbol.for('unparsedBody')
  const kept = typeof body === 'object' && body !== null && unparsed in body ? body[unparsed] : undefined
  return { rawBody: rawBody ?? kept, body }
}
