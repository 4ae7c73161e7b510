import { Refused } from '../refusals/refused.ts'
import {
  type InnerList,
  type Item,
  type Parameters,
  serializeItem,
  serializeParameters,
} from './structured-field.ts'

/** A request, as far as signatures cover it. */
export interface SignedMessage {
  readonly method: string
  /** The whole address; throws when nobody knows it. */
  readonly url: () => string
  /** A header's value, lists joined; `undefined` when it is missing. */
  readonly header: (name: string) => string | undefined
}

/**
 * What is signed (RFC 9421, section 2.5): one line for each covered component, and the parameters.
 *
 * @param covered - the member of `Signature-Input`.
 */
export function signatureBase(covered: InnerList, message: SignedMessage): string {
  const identifiers = covered.items.map(identifier)
  if (new Set(identifiers).size !== identifiers.length) throw malformed('a component that is covered twice')
  const lines = covered.items.map((item, index) => `${identifiers[index]}: ${componentValue(item, message)}`)
  return [...lines, `"@signature-params": ${parametersLine(covered)}`].join('\n')
}

/** The value of `Signature-Input` for a list of components. */
export function parametersLine(covered: InnerList): string {
  return `(${covered.items.map(identifier).join(' ')})${serializeParameters(covered.parameters)}`
}

/** A component as it is named: `"@query-param";name="id"`. */
export function identifier({ item, parameters }: Item): string {
  if (item.type !== 'string' || item.value !== item.value.toLowerCase())
    throw malformed('a component without name')
  return serializeItem(item) + serializeParameters(parameters)
}

function componentValue({ item, parameters }: Item, message: SignedMessage): string {
  const name = String(item.value)
  if (name === '@query-param') return queryParam(parameters, message)
  if (parameters.size > 0) throw malformed('a component with a parameter that requests do not have')
  const derive = derived.get(name)
  if (derive !== undefined) return derive(message)
  if (name.startsWith('@')) throw malformed('a component that requests do not have')
  const value = message.header(name)
  if (value === undefined) throw new Refused('WEBHOOK_HEADER_MISSING', name)
  return value
}

/** RFC 9421, section 2.2. */
const derived: ReadonlyMap<string, (message: SignedMessage) => string> = new Map([
  ['@method', ({ method }: SignedMessage) => method],
  ['@target-uri', ({ url }: SignedMessage) => url()],
  ['@authority', ({ url }: SignedMessage) => new URL(url()).host],
  ['@scheme', ({ url }: SignedMessage) => new URL(url()).protocol.slice(0, -1)],
  ['@request-target', ({ url }: SignedMessage) => new URL(url()).pathname + new URL(url()).search],
  ['@path', ({ url }: SignedMessage) => new URL(url()).pathname],
  ['@query', ({ url }: SignedMessage) => new URL(url()).search || '?'],
])

function queryParam(parameters: Parameters, { url }: SignedMessage): string {
  const name = parameters.get('name')
  if (parameters.size !== 1 || name?.type !== 'string') throw malformed('a query parameter without name')
  const values = [...new URL(url()).searchParams].filter(([each]) => encode(each) === name.value)
  const [only, ...others] = values
  if (only === undefined || others.length > 0)
    throw new Refused(
      'WEBHOOK_COMPONENT_MISSING',
      'a query parameter that is missing, or there more than once,',
    )
  return encode(only[1])
}

/** As forms are encoded, with %20 for a space (RFC 9421, section 2.2.8). */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()~]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function malformed(what: string): Refused {
  return new Refused('WEBHOOK_SIGNATURE_MALFORMED', what)
}
