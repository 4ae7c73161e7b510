import type { ReadKey } from '../keys/read-keys.ts'
import { addressOf } from '../message/address-of.ts'
import type { Received } from '../message/received.ts'
import { Refused } from '../refusals/refused.ts'
import { checkTime } from '../time/check-time.ts'
import type { Checked } from '../verify/check-signature.ts'
import { firstMatch } from '../verify/first-match.ts'
import type { CheckContext } from '../verify/read-places.ts'
import { checkContentDigest } from './content-digest.ts'
import type { HttpSignatureSettings } from './settings.ts'
import { identifier, signatureBase } from './signature-base.ts'
import { type BareItem, type InnerList, parseDictionary } from './structured-field.ts'

const mostSignatures = 16

interface Candidate {
  readonly covered: InnerList
  readonly signature: string
}

/** Verifies the signatures of a request: one that is right, fresh, and covers what it must is enough. */
export async function checkSignatures(
  settings: HttpSignatureSettings,
  received: Received,
  keys: readonly ReadKey[],
  context: CheckContext,
): Promise<Checked> {
  let refusal = new Refused('WEBHOOK_SIGNATURE_VERSION')
  for (const candidate of candidates(settings, received)) {
    try {
      return await checkOne(settings, candidate, received, keys, context)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refusal = error
    }
  }
  throw refusal
}

function candidates({ label, tag }: HttpSignatureSettings, received: Received): Candidate[] {
  const inputs = parseDictionary(received.needed('signature-input', true), 'signature-input')
  const signatures = parseDictionary(received.needed('signature', true), 'signature')
  if (inputs.size > mostSignatures) throw new Refused('WEBHOOK_TOO_MANY_SIGNATURES', String(mostSignatures))
  return [...inputs].flatMap(([name, covered]) => {
    const signature = signatures.get(name)
    if (
      !('items' in covered) ||
      signature === undefined ||
      !('item' in signature) ||
      signature.item.type !== 'bytes'
    )
      throw new Refused('WEBHOOK_SIGNATURE_MALFORMED', 'the pair of signature-input and signature')
    const counts =
      (label === undefined || label === name) &&
      (tag === undefined || textOf(covered.parameters.get('tag')) === tag)
    return counts ? { covered, signature: signature.item.value } : []
  })
}

async function checkOne(
  settings: HttpSignatureSettings,
  { covered, signature }: Candidate,
  received: Received,
  keys: readonly ReadKey[],
  context: CheckContext,
): Promise<Checked> {
  const { parameters } = covered
  const timestampMs = checkTimes(covered, context)
  const algorithm = parameters.get('alg')
  if (algorithm !== undefined && textOf(algorithm) !== settings.algorithm)
    throw new Refused(
      'WEBHOOK_ALGORITHM_REFUSED',
      'the signature names another algorithm than its keys are for',
    )
  const names = covered.items.map(identifier)
  const lacking = settings.components.find((name) => !names.includes(`"${name}"`))
  if (lacking !== undefined) throw new Refused('WEBHOOK_COMPONENT_MISSING', lacking)
  const base = signatureBase(covered, {
    method: received.method,
    url: () => settings.url ?? addressOf(received),
    header: (name) => received.header(name, true),
  })
  const usable = usableKeys(settings, keys, parameters.get('keyid'))
  const attempts = usable.map((key) => ({ ...key, parts: [base], signatures: [signature] }))
  const { key, secretIndex } = await firstMatch(attempts, 'base64')
  if (names.includes('"content-digest"'))
    await checkContentDigest(received.needed('content-digest', true), received.body)
  return { key, secretIndex, timestampMs, id: textOf(parameters.get('nonce')), claim: [base] }
}

function checkTimes({ parameters }: InnerList, { nowMs, toleranceMs }: CheckContext): number {
  const [created, expires] = [parameters.get('created'), parameters.get('expires')]
  if (created?.type !== 'integer' || (expires !== undefined && expires.type !== 'integer'))
    throw new Refused('WEBHOOK_TIMESTAMP_INVALID')
  checkTime(created.value * 1000, nowMs, toleranceMs, 1000)
  if (expires !== undefined && expires.value * 1000 < nowMs)
    throw new Refused('WEBHOOK_TIMESTAMP_TOO_OLD', '0')
  return created.value * 1000
}

function usableKeys(
  { keyIds }: HttpSignatureSettings,
  keys: readonly ReadKey[],
  named: BareItem | undefined,
): readonly ReadKey[] {
  if (keyIds === undefined) return keys
  const index = keyIds.indexOf(textOf(named) ?? '')
  if (index === -1) throw new Refused('WEBHOOK_KEY_UNKNOWN')
  return keys.filter(({ secretIndex }) => secretIndex === index)
}

function textOf(item: BareItem | undefined): string | undefined {
  return item?.type === 'string' ? item.value : undefined
}
