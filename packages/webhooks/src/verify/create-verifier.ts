import { claim } from '../claims/claim.ts'
import type { Eventually } from '../crypto/key.ts'
import { readKeys } from '../keys/read-keys.ts'
import { firstOf } from '../message/at-place.ts'
import { readRequest } from '../message/read-request.ts'
import { isRequest, receive, receivedWith } from '../message/receive.ts'
import type { Received } from '../message/received.ts'
import { Refused } from '../refusals/refused.ts'
import type { Scheme } from '../schemes/scheme.ts'
import { type Checked, checkSignature } from './check-signature.ts'
import { formIndex, formsOf } from './forms.ts'
import { readOptions } from './read-options.ts'
import { validate } from './validate.ts'
import type { ChallengeAnswer, VerifiedWebhook, Verifier } from './verifier.ts'
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

  function check(received: Received, index: number, form: Scheme): Eventually<Checked> {
    const context = { nowMs: now(), toleranceMs, parse }
    const ofForm = keys[index] ?? []
    return 'check' in form
      ? form.check(received, ofForm, context)
      : checkSignature(form, ofForm, received, context)
  }

  function webhook(
    received: Received,
    form: Scheme,
    checked: Checked,
    event: unknown,
    challenge: ChallengeAnswer | undefined,
    claimed: string | undefined,
  ): VerifiedWebhook<Event> {
    const { id, timestampMs, secretIndex } = checked
    return {
      scheme: scheme.name,
      id,
      type: form.type && firstOf(form.type, received, parse),
      timestamp: timestampMs === undefined ? undefined : new Date(timestampMs),
      event: event as Event,
      body: received.body,
      secretIndex,
      challenge,
      release: async () => {
        if (replay === false || claimed === undefined) return
        try {
          await replay.store.release(claimed)
        } catch (error) {
          throw await refusal(new Refused('WEBHOOK_CLAIM_FAILED', '', error), received)
        }
      },
    }
  }

  /** Remedies, and what to answer, are loaded with the first refusal. */
  async function refusal(error: unknown, input: object, received?: Received): Promise<Error> {
    const { verificationError } = await import('../refusals/verification-error.ts')
    return verificationError(scheme.name, error, input, received)
  }

  return {
    scheme: scheme.name,
    maxBodyBytes,
    verify: async (input, { signal } = {}) => {
      let received: Received | undefined
      try {
        received = isRequest(input)
          ? receivedWith(input, await readRequest(input, maxBodyBytes, signal))
          : receive(input, maxBodyBytes)
        const index = formIndex(forms, received)
        const form = forms[index] ?? scheme
        const parser = parse ? form.forms?.(received) : undefined
        if (parser !== undefined) received.parseForm = await parser
        // Awaiting what is there already would cost as much as the rest of this function.
        const checking = check(received, index, form)
        const checked = checking instanceof Promise ? await checking : checking
        if ('also' in form && form.also !== undefined) await form.also(received)
        const parsed = parse ? received.event() : undefined
        const challenge =
          parse && form.challenge !== undefined
            ? await form.challenge({ received, key: checked.key })
            : undefined
        const isEvent = challenge === undefined
        const event = schema !== undefined && isEvent ? await validate(schema, parsed) : parsed
        const claimed = replay !== false && isEvent ? await claim(replay, checked.claim) : undefined
        return webhook(received, form, checked, event, challenge, claimed)
      } catch (error) {
        throw await refusal(error, input, received)
      }
    },
    handshake: async (input) => {
      try {
        return await scheme.handshake?.(receivedWith(input))
      } catch (error) {
        throw await refusal(error, input)
      }
    },
  }
}
