import type { Claims } from '../claims/claim.ts'
import { memoryClaimStore } from '../claims/memory-claim-store.ts'
import { checkNames, invalidOption, positive } from '../options/invalid-option.ts'
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

const known: readonly (keyof VerifierOptions)[] = [
  'scheme',
  'secrets',
  'toleranceMs',
  'replay',
  'schema',
  'maxBodyBytes',
  'minSecretBytes',
  'parse',
  'now',
]

/**
 * Checks the options and fills in what was left out.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`.
 */
export function readOptions<Event>(options: VerifierOptions<Event>): Settings {
  checkNames('createVerifier()', options, known)
  const { scheme, replay = {}, parse = true, schema, now = Date.now } = options
  if (typeof scheme?.key !== 'function')
    throw invalidOption('scheme', 'Pass one of @veza/webhooks/schemes, called: stripe().')
  const toleranceMs = positive('toleranceMs', options.toleranceMs, scheme.toleranceMs ?? 300_000)
  if (schema !== undefined && !parse)
    throw invalidOption('parse', 'Leave it out: a schema needs the parsed body.')
  return {
    toleranceMs,
    replay: replay !== false && readReplay(replay, scheme.name, toleranceMs, now),
    maxBodyBytes: positive('maxBodyBytes', options.maxBodyBytes, 1_048_576),
    minSecretBytes: positive('minSecretBytes', options.minSecretBytes, 16),
    parse,
    now,
  }
}

function readReplay(replay: ReplayOptions, name: string, toleranceMs: number, now: () => number): Claims {
  checkNames('replay', replay, ['store', 'ttlMs', 'namespace'])
  const ttlMs = positive('replay.ttlMs', replay.ttlMs, Math.max(345_600_000, toleranceMs * 2))
  if (ttlMs < toleranceMs * 2)
    throw invalidOption(
      'replay.ttlMs',
      'Write at least twice toleranceMs: a repeat must not outlive its claim.',
    )
  return { store: replay.store ?? memoryClaimStore({ now }), ttlMs, namespace: replay.namespace ?? name }
}
