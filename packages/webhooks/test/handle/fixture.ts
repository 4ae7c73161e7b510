import type { HandlerOptions } from '../../src/handle/handler-options.ts'
import { createVerifier, type Scheme, type VerifierOptions, webhookRequest } from '../../src/index.ts'
import { standardWebhooks } from '../../src/schemes/standard-webhooks.ts'

export const secrets = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'

/** A verifier of Standard Webhooks. */
export function newVerifier(more: Partial<VerifierOptions> = {}) {
  return createVerifier({ scheme: standardWebhooks(), secrets, ...more })
}

/** A signed request, as Veza sends it. */
export function signed(
  event: object = { type: 'message.sent', data: { id: 1 } },
  id?: string,
): Promise<Request> {
  return webhookRequest(standardWebhooks(), event, { secrets, ...(id !== undefined && { id }) })
}

/** What an `onError` was told, in order. */
export function errorBook(): { errors: { code: string; stage: string }[] } & Required<
  Pick<HandlerOptions, 'onError'>
> {
  const errors: { code: string; stage: string }[] = []
  return {
    errors,
    onError: (error, { stage }) =>
      errors.push({ code: (error as { code?: string }).code ?? String(error), stage }),
  }
}

/** A scheme that asks before it sends, and tests with signed requests. */
export function askingScheme(): Scheme {
  return {
    ...standardWebhooks(),
    name: 'asking',
    challenge: ({ received }) =>
      received.at('type') === 'ping'
        ? { status: 200, headers: { 'content-type': 'text/plain' }, body: received.at('challenge') ?? '' }
        : undefined,
    handshake: (received) => {
      if (received.method !== 'OPTIONS') return undefined
      return {
        status: 200,
        headers: { 'webhook-allowed-origin': received.header('x-from') ?? '*' },
        body: '',
      }
    },
  }
}
