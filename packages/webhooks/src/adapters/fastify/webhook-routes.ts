import type { HandlerOptions } from '../../handle/handler-options.ts'
import type { Idling } from '../../incoming/handler-function.ts'
import type { FastifyScope } from './fastify-types.ts'
import { webhookHandler } from './webhook-handler.ts'

/** A plugin of Fastify. */
export type WebhookPlugin = ((scope: FastifyScope) => Promise<void>) & Idling

/**
 * A plugin for Fastify 5: a route for webhooks in a scope of its own, whose parsers leave the bytes alone. The parsers of
 * the rest of the app are untouched.
 *
 * @param options - a verifier and listeners; see {@link HandlerOptions}.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @example
 * ```ts
 * import Fastify from 'fastify'
 * import { createVerifier } from '@veza/webhooks'
 * import { webhookRoutes } from '@veza/webhooks/fastify'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = process.env.VEZA_WEBHOOK_SECRET ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
 * const webhooks = webhookRoutes({ verifier, on: { 'message.sent': (event) => console.log(event) } })
 * const app = Fastify()
 * await app.register(webhooks, { prefix: '/webhooks/veza' })
 * await app.close()
 * ```
 */
export function webhookRoutes<Event = unknown>(options: HandlerOptions<Event>): WebhookPlugin {
  const handler = webhookHandler(options)
  const plugin = async (scope: FastifyScope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', {}, (_, payload, done) => done(null, payload))
    // GET and OPTIONS: what Meta and CloudEvents ask before they send anything.
    scope.route({ method: ['GET', 'OPTIONS', 'POST'], url: '/', handler })
  }
  return Object.assign(plugin, { idle: () => handler.idle() })
}
