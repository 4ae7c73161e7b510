import { anything, checkOptions, hasMethods, isA, positive } from '@veza/resilience/options'
import type { Claims } from '../claims/claim.ts'
import { memoryClaimStore } from '../claims/memory-claim-store.ts'
import { wrongOption } from '../options/wrong-option.ts'
import type { ReplayOptions, VerifierOptions } from './verifier-options.ts'

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
  checkOptions('createVerifier()', options, {
    scheme: anything,
    secrets: anything,
    toleranceMs: positive('milliseconds'),
    replay: anything,
    schema: anything,
    maxBodyBytes: positive('bytes'),
    minSecretBytes: positive('bytes'),
    parse: isA('boolean'),
    now: isA('function'),
  })
  const { scheme, replay = {}, schema, maxBodyBytes = 1_048_576, minSecretBytes = 16 } = options
  const { parse = true, now = Date.now } = options
  if (typeof scheme?.key !== 'function') throw wrongOption('scheme', 'Pass a scheme, called: stripe().')
  if (schema !== undefined && !parse) throw wrongOption('parse', 'A schema needs the parsed body.')
  const toleranceMs = options.toleranceMs ?? scheme.toleranceMs ?? 300_000
  const claims = replay !== false && readReplay(replay, scheme.name, toleranceMs, now)
  return { toleranceMs, replay: claims, maxBodyBytes, minSecretBytes, parse, now }
}

function readReplay(replay: ReplayOptions, name: string, toleranceMs: number, now: () => number): Claims {
  checkOptions('option "replay"', replay, {
    store: hasMethods('claim', 'release'),
    ttlMs: positive('milliseconds'),
    namespace: isA('string'),
  })
  const { store = memoryClaimStore({ now }), namespace = name } = replay
  const { ttlMs = Math.max(fourDaysMs, toleranceMs * 2) } = replay
  if (ttlMs < toleranceMs * 2) throw wrongOption('ttlMs', 'Write at least twice toleranceMs.')
  return { store, ttlMs, namespace }
}
