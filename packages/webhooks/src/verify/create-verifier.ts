import { claim } from '../claims/claim.ts'
import type { Eventually } from '../crypto/key.ts'
import { readKeys } from '../keys/read-keys.ts'
import { firstOf } from '../message/at-place.ts'
import { bodyOf } from '../message/body-of.ts'
import { Received } from '../message/received.ts'
import type { WebhookInput } from '../message/webhook-input.ts'
import { Refused } from '../refusals/refused.ts'
import type { Scheme } from '../schemes/scheme.ts'
import { type Checked, checkSignature } from './check-signature.ts'
import { formIndex, formsOf } from './forms.ts'
import { readOptions } from './read-options.ts'
import { validate } from './validate.ts'
import type { Verifier } from './verifier.ts'
import type { VerifierOptions } from './verifier-options.ts'

/**
 * Makes a verifier for the webhooks of one provider. Keys are made once, here.
 *
 * @param options - the scheme, its secrets, and how strict to be.
 * @throws {@link InvalidRequestError} `INVALID_OPTION` for an option that is wrong or unknown, and for a secret that is
 * empty, short, padded with white space or not of the scheme's kind. No secret is quoted.
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { stripe } from '@veza/webhooks/schemes'
 *
 * const secrets = 'whsec_test_4f1c9a7e2b3d'
 * const verifier = createVerifier({ scheme: stripe(), secrets })
 *
 * const request = await webhookRequest(stripe(), { id: 'evt_1', type: 'invoice.paid' }, { secrets })
 * const { type, event } = await verifier.verify(request)
 * console.log(type, event) // invoice.paid { id: 'evt_1', type: 'invoice.paid' }
 * ```
 */
export function createVerifier<Event = unknown>(options: VerifierOptions<Event>): Verifier<Event> {
  const { parse, replay, maxBodyBytes, minSecretBytes, toleranceMs, now } = readOptions(options)
  const { scheme, schema } = options
  const forms = formsOf(scheme)
  const keys = readKeys(forms, options.secrets ?? [], minSecretBytes)
  let reader: typeof import('../message/read-request.ts') | undefined

  async function read(request: Request, signal: AbortSignal | undefined): Promise<Uint8Array> {
    // Whoever has a framework hands over bytes: what reads a request is loaded with the first.
    reader ??= await import('../message/read-request.ts')
    return reader.readRequest(request, maxBodyBytes, signal)
  }

  function check(received: Received, index: number, form: Scheme): Eventually<Checked> {
    const context = { nowMs: now(), toleranceMs, parse }
    const ofForm = keys[index] ?? []
    return 'check' in form
      ? form.check(received, ofForm, context)
      : checkSignature(form, ofForm, received, context)
  }

  /** Remedies, and what to answer, are loaded with the first refusal. */
  async function refusal(error: unknown, input: WebhookInput): Promise<Error> {
    const { verificationError } = await import('../refusals/verification-error.ts')
    return verificationError(scheme.name, error, input)
  }

  return {
    scheme: scheme.name,
    maxBodyBytes,
    verify: async (input, { signal } = {}) => {
      try {
        const body = isRequest(input) ? await read(input, signal) : bodyOf(input, maxBodyBytes)
        const received = new Received(input, body)
        const index = formIndex(forms, received)
        const form = forms[index] ?? scheme
        const parser = parse ? form.forms?.(received) : undefined
        if (parser !== undefined) received.parseForm = await parser
        // Awaiting what is there already would cost as much as the rest of this function.
        const checking = check(received, index, form)
        const checked = checking instanceof Promise ? await checking : checking
        const parsed = parse ? received.event() : undefined
        const challenge =
          parse && form.challenge ? await form.challenge({ received, key: checked.key }) : undefined
        const isEvent = challenge === undefined
        const event = schema && isEvent ? await validate(schema, parsed) : (parsed as Event)
        const claimed = replay && isEvent ? await claim(replay, checked.claim) : undefined
        return {
          scheme: scheme.name,
          id: checked.id,
          type: form.type && firstOf(form.type, received, parse),
          timestamp: checked.timestampMs === undefined ? undefined : new Date(checked.timestampMs),
          event,
          body,
          secretIndex: checked.secretIndex,
          challenge,
          release: async () => {
            try {
              if (replay && claimed !== undefined) await replay.store.release(claimed)
            } catch (error) {
              throw await refusal(new Refused('WEBHOOK_CLAIM_FAILED', '', error), input)
            }
          },
        }
      } catch (error) {
        throw await refusal(error, input)
      }
    },
    handshake: async (input) => {
      try {
        return await scheme.handshake?.(new Received(input))
      } catch (error) {
        throw await refusal(error, input)
      }
    },
  }
}

/** Whether the input is a Fetch request, also one of another realm or of a polyfill. */
function isRequest(input: WebhookInput): input is Request {
  if (typeof input !== 'object' || input === null) throw new Refused('INVALID_ARGUMENT')
  return 'arrayBuffer' in input && 'bodyUsed' in input
}
