import type { ReadKey } from '../keys/read-keys.ts'
import type { Draft, Seal } from '../schemes/scheme.ts'
import { invalidArgument } from '../sign/invalid-argument.ts'
import { contentDigest } from './content-digest.ts'
import type { HttpSignatureSettings } from './settings.ts'
import { parametersLine, signatureBase } from './signature-base.ts'
import type { BareItem, InnerList } from './structured-field.ts'

/** Signs a draft, once with each key. */
export async function sealSignatures(
  settings: HttpSignatureSettings,
  draft: Draft,
  keys: readonly ReadKey[],
): Promise<Seal> {
  const url = draft.url ?? settings.url
  const headers = { ...draft.headers }
  if (settings.components.includes('content-digest'))
    headers['content-digest'] ??= await contentDigest(draft.body)
  const message = {
    method: draft.method,
    url: () => {
      if (url !== undefined) return url
      throw invalidArgument('url', 'Pass the url: this scheme signs it.')
    },
    header: (name: string) => {
      const value = headers[name]
      if (value !== undefined) return value
      throw invalidArgument('headers', `Pass the header ${name}: this scheme signs it.`)
    },
  }
  const inputs: string[] = []
  const signatures: string[] = []
  for (const [index, { key, secretIndex }] of keys.entries()) {
    const label = (settings.label ?? 'sig1') + (index === 0 ? '' : `-${index + 1}`)
    const covered = coveredBy(settings, draft, secretIndex)
    const signature = await key.sign?.([signatureBase(covered, message)], 'base64')
    inputs.push(`${label}=${parametersLine(covered)}`)
    signatures.push(`${label}=:${signature ?? ''}:`)
  }
  return { headers: { ...headers, 'signature-input': inputs.join(', '), signature: signatures.join(', ') } }
}

function coveredBy(
  { components, keyIds, tag, algorithm }: HttpSignatureSettings,
  { timestampMs, id }: Draft,
  secretIndex: number,
): InnerList {
  const text = (value: string): BareItem => ({ type: 'string', value })
  const parameters = new Map<string, BareItem>([
    ['created', { type: 'integer', value: Math.floor(timestampMs / 1000) }],
    ['nonce', text(id)],
    ['alg', text(algorithm)],
  ])
  const keyId = keyIds?.[secretIndex]
  if (keyId !== undefined) parameters.set('keyid', text(keyId))
  if (tag !== undefined) parameters.set('tag', text(tag))
  return { items: components.map((name) => ({ item: text(name), parameters: new Map() })), parameters }
}
