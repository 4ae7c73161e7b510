import { createVerifier, type Scheme, sign, type Verifier, type WebhookMessage } from '@veza/webhooks'
import * as schemes from '@veza/webhooks/schemes'
import { httpSignatures } from '@veza/webhooks/schemes/http-signatures'
import { equal, failureOf, holds } from './check.ts'

/** One request, and what a verifier says of it. */
export interface WebhookVector {
  readonly name: string
  readonly scheme?: string
  readonly options?: object
  readonly secrets: readonly string[]
  readonly signSecrets?: readonly string[]
  readonly minSecretBytes?: number
  readonly toleranceMs?: number
  readonly parse?: boolean
  readonly now: number
  readonly method?: string
  readonly url?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | null
  readonly bodyBase64?: string
  /** Whether signing gives these very headers. */
  readonly sign?: boolean
  /** Index of the vector of which this one is a repeat. */
  readonly duplicateOf?: number
  readonly expect: { readonly accepted: Readonly<Record<string, unknown>> } | { readonly code: string }
}

/** A file of the vectors of `@veza/webhooks`. */
export interface WebhookVectors {
  readonly file: string
  readonly scheme?: string
  readonly options?: object
  readonly cases: readonly WebhookVector[]
}

/** Verifies a vector: what is accepted says what it should and is accepted once, what is refused has its code. */
export async function expectVerdict(file: WebhookVectors, vector: WebhookVector): Promise<void> {
  const verifier = verifierOf(file, vector)
  if ('code' in vector.expect) {
    const error = await failureOf(verifier.verify(messageOf(vector)))
    equal([error.name, error.code], ['WebhookVerificationError', vector.expect.code], nameOf(file, vector))
    return
  }
  const { body, ...verified } = await verifier.verify(messageOf(vector))
  equal([...body], [...bytesOf(vector)], `the body of ${nameOf(file, vector)}`)
  for (const [name, expected] of Object.entries({ secretIndex: 0, ...vector.expect.accepted }))
    equal(Reflect.get(verified, name), expected, `${name} of ${nameOf(file, vector)}`)
  const error = await failureOf(verifier.verify(messageOf(vector)))
  equal(error.code, 'WEBHOOK_DUPLICATE', `the second of ${nameOf(file, vector)}`)
}

/** Verifies a vector after the one that it repeats. */
export async function expectRepeat(file: WebhookVectors, vector: WebhookVector): Promise<void> {
  const first = file.cases[vector.duplicateOf ?? -1]
  holds(first, `${nameOf(file, vector)} repeats none`)
  const verifier = verifierOf(file, vector)
  await verifier.verify(messageOf(first))
  const error = await failureOf(verifier.verify(messageOf(vector)))
  equal(error.code, 'WEBHOOK_DUPLICATE', nameOf(file, vector))
}

/** Signs what a vector holds, which gives its headers to the letter. */
export async function expectHeaders(file: WebhookVectors, vector: WebhookVector): Promise<void> {
  const { url, method, headers } = vector
  const id = headers['webhook-id'] ?? headers['svix-id']
  const signed = await sign({
    scheme: schemeOf(file, vector),
    secrets: vector.signSecrets ?? vector.secrets,
    minSecretBytes: vector.minSecretBytes ?? 16,
    body: bytesOf(vector),
    headers: { 'content-type': headers['content-type'] ?? 'application/json' },
    timestamp: new Date(vector.now),
    ...(id !== undefined && { id }),
    ...(url !== undefined && { url }),
    ...(method !== undefined && { method }),
  })
  for (const [name, value] of Object.entries(headers))
    equal(signed.headers[name], value, `${name} of ${nameOf(file, vector)}`)
}

function verifierOf(file: WebhookVectors, vector: WebhookVector): Verifier {
  return createVerifier({
    scheme: schemeOf(file, vector),
    secrets: vector.secrets,
    minSecretBytes: vector.minSecretBytes ?? 16,
    parse: vector.parse ?? true,
    now: () => vector.now,
    ...(vector.toleranceMs !== undefined && { toleranceMs: vector.toleranceMs }),
  })
}

function schemeOf(file: WebhookVectors, vector: WebhookVector): Scheme {
  const name = vector.scheme ?? file.scheme ?? ''
  const make = Reflect.get({ ...schemes, httpSignatures }, name) as (options: object) => Scheme
  return make({ ...file.options, ...vector.options })
}

function messageOf(vector: WebhookVector): WebhookMessage {
  const { url, method, headers } = vector
  return {
    headers,
    body: bytesOf(vector),
    ...(url !== undefined && { url }),
    ...(method !== undefined && { method }),
  }
}

function bytesOf({ body, bodyBase64 }: WebhookVector): Uint8Array<ArrayBuffer> {
  if (bodyBase64 === undefined) return new TextEncoder().encode(body ?? '')
  return Uint8Array.from(atob(bodyBase64), (letter) => letter.charCodeAt(0))
}

function nameOf({ file }: WebhookVectors, { name }: WebhookVector): string {
  return `"${name}" in ${file}`
}
