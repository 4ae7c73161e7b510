import { isVezaError } from '@veza/resilience'
import { Refused } from '../refusals/refused.ts'
import type { Verifier } from '../verify/verifier.ts'
import { type Arrival, headerOf, messageOf } from './arrival.ts'
import { Background, type WaitUntil } from './background.ts'
import { decodeBody } from './decode-body.ts'
import { checkHandlerOptions } from './handler-checks.ts'
import type { ErrorContext, HandlerOptions } from './handler-options.ts'
import { InFlight } from './in-flight.ts'
import { inSector, logReceived } from './in-sector.ts'
import { failureAnswer, refusalAnswer, replyAnswer } from './make-answer.ts'
import { answer, type WebhookAnswer } from './webhook-answer.ts'
import { type ReceivedWebhook, retryLater, type WebhookListener } from './webhook-listener.ts'

/** Takes requests of any framework, and says what to answer. */
export interface Receiver {
  /**
   * Verifies a request and has its event handled. Never throws: whatever goes wrong is an answer.
   *
   * @param waitUntil - keeps the runtime alive for work that goes on after the answer.
   */
  receive(arrival: Arrival, waitUntil?: WaitUntil): Promise<WebhookAnswer>
  /** Waits until no listener is at work any more, for a shutdown that loses nothing. */
  idle(): Promise<void>
}

/** The core of every `webhookHandler`. */
export function createReceiver<Event>(options: HandlerOptions<Event>): Receiver {
  checkHandlerOptions(options)
  const { ack = 'after', sector, logger } = options
  const background = new Background()
  const inFlight = new InFlight()

  const receive = async (arrival: Arrival, waitUntil?: WaitUntil): Promise<WebhookAnswer> => {
    let tenant: string | undefined
    let body: Uint8Array | undefined
    try {
      const chosen = await choose(options, arrival)
      if (chosen === undefined) return answer(404)
      const { verifier } = chosen
      tenant = chosen.tenant
      if (arrival.method !== 'POST') return await unsignedAnswer(verifier, arrival)
      body = await decodeBody(arrival, await arrival.body(verifier.maxBodyBytes), verifier.maxBodyBytes)
      const verified = await verifier.verify(messageOf(arrival, body))
      if (verified.challenge !== undefined) return verified.challenge
      const webhook = await inSector(sector, { ...verified, tenant, release: () => verified.release() })
      await logReceived(webhook, sector, logger)
      return await accept(webhook, waitUntil)
    } catch (thrown) {
      const error = await refusalOf(thrown, arrival)
      // The first of the two is still at work, and may yet fail: nobody must take this one for done.
      if (isVezaError(error, 'WEBHOOK_DUPLICATE') && inFlight.has(body)) return replyAnswer(retryLater(5000))
      await tell(error, { stage: 'refused', webhook: undefined, tenant })
      return refusalAnswer(error, headerOf(arrival, 'content-type'))
    }
  }

  const accept = (webhook: ReceivedWebhook<Event>, waitUntil?: WaitUntil): Promise<WebhookAnswer> => {
    const work = inFlight.during(webhook.body, handle(webhook))
    background.add(work)
    if (ack === 'after') return work
    try {
      waitUntil?.(work)
      return Promise.resolve(answer(200))
    } catch {
      // Nothing keeps the runtime alive: the answer does, by waiting.
      return work
    }
  }

  const handle = async (webhook: ReceivedWebhook<Event>): Promise<WebhookAnswer> => {
    try {
      const reply = await listenerFor(options, webhook)?.(webhook.event, webhook)
      const given = replyAnswer(reply ?? {})
      // The work was not done; 410 says that it never will be.
      if (given.status >= 400 && given.status !== 410) await webhook.release()
      return given
    } catch (error) {
      await tell(error, { stage: 'failed', webhook, tenant: webhook.tenant })
      await webhook
        .release()
        .catch((failed: unknown) => tell(failed, { stage: 'failed', webhook, tenant: webhook.tenant }))
      return failureAnswer(error)
    }
  }

  const tell = async (error: unknown, context: ErrorContext): Promise<void> => {
    const { stage, tenant, webhook } = context
    const code = isVezaError(error) ? error.code : 'UNKNOWN'
    try {
      logger?.warn({ code, stage, tenant, type: webhook?.type, id: webhook?.id }, 'veza: webhook not handled')
      await options.onError?.(error, context)
    } catch {
      // Whoever is told of errors must not make another one of it.
    }
  }

  return { receive, idle: () => background.idle() }
}

interface Chosen<Event> {
  readonly verifier: Verifier<Event>
  readonly tenant: string | undefined
}

async function choose<Event>(
  { verifier, tenants }: HandlerOptions<Event>,
  arrival: Arrival,
): Promise<Chosen<Event> | undefined> {
  if (verifier !== undefined) return { verifier, tenant: undefined }
  const { method, url } = arrival
  const found = await tenants?.({ method, url, header: (name) => headerOf(arrival, name) })
  return found === undefined ? undefined : { verifier: found.verifier, tenant: found.id }
}

/** What is asked before anything signed is sent: a challenge, or nothing that belongs here. */
async function unsignedAnswer(verifier: Verifier, arrival: Arrival): Promise<WebhookAnswer> {
  const challenge = await verifier.handshake(messageOf(arrival))
  return challenge ?? answer(405, undefined, { allow: 'POST' })
}

/** By the name on the wire; or by the one that the schema gave the event, as `unknown` for what it does not know. */
function listenerFor<Event>(
  { on = {}, onUnknown }: HandlerOptions<Event>,
  { type, event }: ReceivedWebhook<Event>,
): WebhookListener<Event> | undefined {
  const listeners = on as Readonly<Record<string, WebhookListener<Event>>>
  for (const name of [type, typeOf(event)]) {
    if (name !== undefined && Object.hasOwn(listeners, name)) return listeners[name]
  }
  return onUnknown
}

function typeOf(event: unknown): string | undefined {
  const named = typeof event === 'object' && event !== null && Object.hasOwn(event, 'type')
  const type = named ? (event as { readonly type: unknown }).type : undefined
  return typeof type === 'string' ? type : undefined
}

/** What was thrown, as an error with a code and a remedy. The texts are loaded with the first refusal. */
async function refusalOf(thrown: unknown, arrival: Arrival): Promise<unknown> {
  if (!(thrown instanceof Refused)) return thrown
  const { verificationError } = await import('../refusals/verification-error.ts')
  return verificationError('webhook', thrown, arrival)
}
