import {
  anything,
  type Checks,
  checkOptions,
  oneOf,
  positive,
  required,
  text,
} from '@veza/resilience/options'
import type { Encoding, Hash } from '../crypto/key.ts'
import { pairs } from '../formats/pairs.ts'
import { single } from '../formats/single.ts'
import { base64Key } from '../keys/base64-key.ts'
import { hexKey } from '../keys/hex-key.ts'
import { textKey } from '../keys/text-key.ts'
import { addressOf } from '../message/address-of.ts'
import { formParser } from '../message/form-parser.ts'
import { wrongOption } from '../options/wrong-option.ts'
import { milliseconds, rfc3339, seconds } from '../time/time-unit.ts'
import type { KeyReader, Place, SignatureScheme, SignedFields } from './scheme.ts'

/**
 * Any provider that signs with HMAC and has no scheme of its own here.
 *
 * @param options - where things stand, and what is signed.
 * @throws {@link InvalidRequestError} `INVALID_OPTION` when `signed` leaves the body out or names what has no place.
 * Source: RFC 2104.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { hmac } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [hmac({ header: 'X-Acme-Signature', prefix: 'sha256=', type: { body: 'kind' } }), 'acme-webhook-secret-01']
 * const request = await webhookRequest(scheme, { kind: 'order.paid' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // order.paid
 * ```
 */
export function hmac(options: HmacOptions): SignatureScheme {
  checkOptions('hmac()', options, checks)
  required('hmac()', options, 'header')
  const {
    name = 'hmac',
    header,
    prefix,
    separator,
    version = 'v1',
    hash = 'sha256',
    encoding = 'hex',
  } = options
  const { key = 'text', signed = '{body}', timestamp, id, type, toleranceMs, forms } = options
  const lowerCase = header.toLowerCase()
  return {
    name,
    algorithm: `HMAC-${hash.toUpperCase()}`,
    format: separator === undefined ? single(lowerCase, prefix) : pairs(lowerCase, separator),
    key: key === 'text' ? textKey(hash) : bytesKey(key, hash),
    encoding,
    signed: template(signed, options),
    version: separator === undefined ? undefined : version,
    timestamp: timestamp && { ...lowered(timestamp), unit: units[timestamp.unit] },
    id: id && { ...lowered(id), signed: 'body' in id || signed.includes('{id}') },
    type: type && lowered(type),
    toleranceMs,
    forms: forms ? formParser : undefined,
  }
}

/** What {@link hmac} takes. */
export interface HmacOptions {
  /** The provider's name, for errors and claims. @defaultValue 'hmac' */
  readonly name?: string
  /** The header that holds the signature. */
  readonly header: string
  /** What stands before the signature: `sha256=`. @defaultValue '' */
  readonly prefix?: string
  /** What stands between pairs, where the header holds such: `t=…,v1=…`. */
  readonly separator?: ',' | ', ' | ';'
  /** The name of the pair that is the signature, `v` or `h` and a number. @defaultValue 'v1' */
  readonly version?: string
  /** @defaultValue 'sha256' */
  readonly hash?: Hash
  /** @defaultValue 'hex' */
  readonly encoding?: Encoding
  /** What the secret's text stands for: itself, or bytes written in it. @defaultValue 'text' */
  readonly key?: 'text' | 'hex' | 'base64'
  /** What is signed, of `{body}`, `{timestamp}`, `{id}`, `{url}` and `{method}`. @defaultValue '{body}' */
  readonly signed?: string
  /** Where the time of signing stands, and how it is written. */
  readonly timestamp?: Place & { readonly unit: 's' | 'ms' | 'rfc3339' }
  /** Where the event's id stands. */
  readonly id?: Place
  /** Where the event's name stands. */
  readonly type?: Place
  /** How far from now a webhook may have been signed, in milliseconds. @defaultValue 300_000 */
  readonly toleranceMs?: number
  /** Whether the provider also sends forms. @defaultValue false */
  readonly forms?: boolean
}

const units = { s: seconds, ms: milliseconds, rfc3339 }

const checks: Checks<HmacOptions> = {
  name: anything,
  header: text,
  prefix: anything,
  separator: anything,
  version: anything,
  hash: oneOf('sha1', 'sha256', 'sha512'),
  encoding: oneOf('hex', 'base64'),
  key: oneOf('text', 'hex', 'base64'),
  signed: anything,
  timestamp: anything,
  id: anything,
  type: anything,
  toleranceMs: positive('milliseconds'),
  forms: anything,
}

const values: Readonly<Record<string, (fields: SignedFields) => string | Uint8Array>> = {
  '{body}': ({ body }) => body,
  '{timestamp}': ({ timestamp }) => timestamp,
  '{id}': ({ id }) => id,
  '{url}': ({ request }) => addressOf(request),
  '{method}': ({ request }) => request.method,
}

function template(text: string, { timestamp, id }: HmacOptions): SignatureScheme['signed'] {
  const pieces = text.split(/(\{\w+\})/).filter((piece) => piece !== '')
  const unknown = pieces.find((piece) => /^\{\w+\}$/.test(piece) && !Object.hasOwn(values, piece))
  if (unknown !== undefined) throw wrongOption('signed', `Write {body} and the like, not ${unknown}.`)
  const needs = (piece: string, place: object | undefined) => pieces.includes(piece) && place === undefined
  if (!pieces.includes('{body}'))
    throw wrongOption('signed', 'Write {body} in it: nothing else is worth signing.')
  if (needs('{timestamp}', timestamp)) throw wrongOption('timestamp', 'Say where the signed time stands.')
  if (needs('{id}', id)) throw wrongOption('id', 'Say where the signed id stands.')
  return (fields) => pieces.map((piece) => values[piece]?.(fields) ?? piece)
}

function lowered<P extends Place>(place: P): P {
  return 'header' in place ? { ...place, header: place.header.toLowerCase() } : place
}

function bytesKey(written: 'hex' | 'base64', hash: Hash): KeyReader {
  const read = written === 'hex' ? hexKey : base64Key
  return (secret, minBytes) => read(secret, minBytes, hash)
}
