import type { Arrival, ArrivedBody } from '../../handle/arrival.ts'
import type { HandlerOptions } from '../../handle/handler-options.ts'
import { addressOf } from '../../handle/public-url.ts'
import { createReceiver } from '../../handle/receiver.ts'
import { findBody, type ParserFix } from '../../incoming/find-body.ts'
import { handlerFunction, type Idling } from '../../incoming/handler-function.ts'
import { headerPairs, type NodeRequest } from '../../incoming/node-request.ts'
import { readNodeRequest } from '../../incoming/read-node-request.ts'
import type { FastifyReplyLike, FastifyRequestLike } from './fastify-types.ts'

/** A route handler of Fastify: never rejects. */
export type WebhookHandler = ((request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>) &
  Idling

const fix: ParserFix = {
  parser: 'A content type parser of Fastify',
  remedy:
    'Register the route by app.register(webhookRoutes({ … }), { prefix }) of @veza/webhooks/fastify, or keep request.rawBody by fastify-raw-body.',
}

/**
 * A route handler for Fastify 5, for a route whose bytes are kept: by `fastify-raw-body`, or by a content type parser
 * with `parseAs: 'buffer'`. {@link webhookRoutes} sees to that by itself.
 *
 * @param options - a verifier and listeners; see {@link HandlerOptions}.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @example
 * ```ts
 * import Fastify from 'fastify'
 * import { createVerifier } from '@veza/webhooks'
 * import { webhookHandler } from '@veza/webhooks/fastify'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = process.env.VEZA_WEBHOOK_SECRET ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
 * const app = Fastify()
 * app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
 * app.post('/webhooks/veza', webhookHandler({ verifier, on: { 'message.sent': (event) => console.log(event) } }))
 * await app.close()
 * ```
 */
export function webhookHandler<Event = unknown>(options: HandlerOptions<Event>): WebhookHandler {
  const receiver = createReceiver(options)
  return handlerFunction(receiver, async (request: FastifyRequestLike, reply: FastifyReplyLike) => {
    const { status, headers, body } = await receiver.receive(fastifyArrival(request, options.publicUrl))
    reply.code(status)
    reply.headers({ ...headers })
    return reply.send(body)
  })
}

/** A request as Fastify hands it over, or NestJS on Fastify. */
export function fastifyArrival(
  request: FastifyRequestLike,
  publicUrl: string | undefined,
  how: ParserFix = fix,
): Arrival {
  const { raw, method, originalUrl, protocol, host } = request
  return {
    method,
    url: addressOf(publicUrl, `${protocol}://${host}`, originalUrl),
    headers: headerPairs(raw),
    body: (maxBytes) => bodyOf(request, how, maxBytes),
  }
}

/** The body may be a stream: the request itself, or what a hook has unpacked. */
async function bodyOf(request: FastifyRequestLike, how: ParserFix, maxBytes: number): Promise<ArrivedBody> {
  const { raw, body } = request
  if (!isStream(body)) return findBody(raw, request, how, maxBytes)
  const { headers, rawHeaders, socket } = raw
  const stream = body === raw ? raw : Object.assign(body, { headers, rawHeaders, socket })
  return { content: await readNodeRequest(stream, maxBytes), decoded: body !== raw }
}

function isStream(body: unknown): body is NodeRequest {
  return typeof body === 'object' && body !== null && 'resume' in body && 'on' in body
}
