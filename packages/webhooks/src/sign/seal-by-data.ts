import type { Signature } from '../formats/signature-format.ts'
import type { ReadKey } from '../keys/read-keys.ts'
import type { Draft, Place, Seal, SignatureScheme, SignedRequest } from '../schemes/scheme.ts'
import { invalidArgument } from './invalid-argument.ts'

/** Signs a draft by a scheme that is data, once with each key. */
export async function sealByData(
  scheme: SignatureScheme,
  draft: Draft,
  keys: readonly ReadKey[],
): Promise<Seal> {
  const { timestamp: timePlace, id: idPlace, format } = scheme
  const timestamp = timePlace === undefined ? '' : timePlace.unit.write(draft.timestampMs)
  const placed = [
    ...(timePlace === undefined ? [] : ([[timePlace, timestamp]] as const)),
    ...(idPlace === undefined ? [] : ([[idPlace, draft.id]] as const)),
  ]
  const headers = { ...draft.headers, ...written(placed, 'header') }
  const pairs = { ...written(placed, 'pair'), ...scheme.sends?.pairs }
  const { id, body } = draft
  const request = requestOf({ ...draft, headers })
  const named = new Map(Object.entries(pairs))
  const signatures: Signature[] = []
  for (const { key } of keys) {
    const version = key.version ?? scheme.version ?? ''
    const parts = scheme.signed({ id, timestamp, version, body, pairs: named, request })
    const text = await key.sign?.(parts, scheme.encoding)
    if (text !== undefined) signatures.push({ version, text })
  }
  return { headers: { ...headers, ...format.write(signatures, pairs) } }
}

function written(
  placed: readonly (readonly [Place, string])[],
  kind: 'header' | 'pair',
): Record<string, string> {
  const entries = placed.flatMap(([place, text]) => {
    const name = (place as Partial<Record<'header' | 'pair', string>>)[kind]
    return name === undefined ? [] : [[name, text] as const]
  })
  return Object.fromEntries(entries)
}

function requestOf({ method, url, headers }: Draft): SignedRequest {
  return {
    method,
    get address() {
      if (url !== undefined) return url
      throw invalidArgument('url', 'Pass the url: this scheme signs it.')
    },
    needed: (name) => {
      const value = headers[name]
      if (value !== undefined) return value
      throw invalidArgument('headers', `Pass the header ${name}: this scheme signs it.`)
    },
  }
}
