import type { ArrivedBody } from '../../handle/arrival.ts'
import { bodyParsed } from '../../handle/body-parsed.ts'
import type { HandlerOptions } from '../../handle/handler-options.ts'
import { createReceiver } from '../../handle/receiver.ts'
import { handlerFunction, type Idling } from '../../incoming/handler-function.ts'
import { arrivalOf, toResponse, unread } from '../fetch/webhook-handler.ts'

/** The parts of a Hono context that are used. */
export interface HonoContext {
  readonly req: {
    readonly raw: Request
    /** What `c.req.text()` and the like have read, by the name of what they made of it. */
    readonly bodyCache: Readonly<Record<string, unknown>>
  }
  /** Of Workers; reading it where there is none throws. */
  readonly executionCtx: { waitUntil(work: Promise<unknown>): void }
}

/** A handler of Hono: never rejects. */
export type WebhookHandler = ((context: HonoContext) => Promise<Response>) & Idling

/**
 * A handler for Hono, on every runtime that Hono runs on. It gets the bytes also where a middleware has called
 * `c.req.text()`, `json()`, `arrayBuffer()`, `blob()` or `parseBody()` before; after `formData()` they are gone.
 *
 * @param options - a verifier and listeners; see {@link HandlerOptions}.
 * @throws InvalidRequestError `INVALID_OPTION`
 * @example
 * ```ts
 * import { Hono } from 'hono'
 * import { createVerifier } from '@veza/webhooks'
 * import { webhookHandler } from '@veza/webhooks/hono'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = process.env.VEZA_WEBHOOK_SECRET ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
 * const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
 * const app = new Hono()
 * app.all('/webhooks/veza', webhookHandler({ verifier, on: { 'message.sent': (event) => console.log(event) } }))
 * console.log((await app.request('/webhooks/veza', { method: 'POST', body: '{}' })).status) // 400: not signed
 * ```
 */
export function webhookHandler<Event = unknown>(options: HandlerOptions<Event>): WebhookHandler {
  const receiver = createReceiver(options)
  return handlerFunction(receiver, async (context: HonoContext) => {
    const { raw } = context.req
    const arrival = arrivalOf(raw, options.publicUrl, (maxBytes) =>
      raw.bodyUsed ? cached(context.req.bodyCache) : unread(raw, maxBytes),
    )
    return toResponse(await receiver.receive(arrival, waitUntilOf(context)))
  })
}

/** What was read before, where it still is what came. */
async function cached(cache: Readonly<Record<string, unknown>>): Promise<ArrivedBody> {
  const [bytes, blob, text] = await Promise.all([cache['arrayBuffer'], cache['blob'], cache['text']])
  if (bytes instanceof ArrayBuffer) return { content: new Uint8Array(bytes), decoded: false }
  if (blob instanceof Blob) return { content: new Uint8Array(await blob.arrayBuffer()), decoded: false }
  if (typeof text === 'string') return { content: text, decoded: true }
  throw bodyParsed(
    'A middleware, by c.req.formData() or by c.req.raw,',
    'Add the webhook route before that middleware, or have it call c.req.arrayBuffer() first.',
  )
}

function waitUntilOf(context: HonoContext): ((work: Promise<unknown>) => void) | undefined {
  try {
    const { executionCtx } = context
    return (work) => executionCtx.waitUntil(work)
  } catch {
    return undefined
  }
}
