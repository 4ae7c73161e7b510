import type { Claims } from '../claims/claim.ts'
import { memoryClaimStore } from '../claims/memory-claim-store.ts'
import { checkNames, invalidOption, positive } from '../options/invalid-option.ts'
import type { VerifierOptions } from './verifier-options.ts'

/** Options with what was left out filled in. */
export interface Settings {
  readonly toleranceMs: number
  readonly replay: Claims | false
  readonly maxBodyBytes: number
  readonly minSecretBytes: number
  readonly parse: boolean
  readonly now: () => number
}

/** Longer than senders retry: the example of Standard Webhooks ends after 75 hours. */
const fourDaysMs = 345_600_000

/**
 * Checks the options and fills in what was left out.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`.
 */
export function readOptions<Event>(options: VerifierOptions<Event>): Settings {
  checkNames(options, 'scheme secrets toleranceMs replay schema maxBodyBytes minSecretBytes parse now')
  const { scheme, replay = {}, parse = true, schema, now = Date.now } = options
  if (typeof scheme?.key !== 'function') throw invalidOption('scheme', 'Pass a scheme, called: stripe().')
  const toleranceMs = positive('toleranceMs', options.toleranceMs ?? scheme.toleranceMs ?? 300_000)
  if (schema !== undefined && !parse) throw invalidOption('parse', 'A schema needs the parsed body.')
  return {
    toleranceMs,
    replay: replay !== false && readReplay(replay, scheme.name, toleranceMs, now),
    maxBodyBytes: positive('maxBodyBytes', options.maxBodyBytes ?? 1_048_576),
    minSecretBytes: positive('minSecretBytes', options.minSecretBytes ?? 16),
    parse,
    now,
  }
}

function readReplay(
  replay: Exclude<VerifierOptions['replay'], false | undefined>,
  name: string,
  toleranceMs: number,
  now: () => number,
): Claims {
  checkNames(replay, 'store ttlMs namespace')
  const { store = memoryClaimStore({ now }), namespace = name } = replay
  const ttlMs = positive('ttlMs', replay.ttlMs ?? Math.max(fourDaysMs, toleranceMs * 2))
  if (ttlMs < toleranceMs * 2) throw invalidOption('ttlMs', 'Write at least twice toleranceMs.')
  return { store, ttlMs, namespace }
}
