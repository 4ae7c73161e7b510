import type { Fault } from './fault.ts'

/** What to write, for whoever wrote something else. */
export const faultSyntax =
  'latency=MS | status=CODE[; header=value …] | reset=before|after|body|request[; after=BYTES] | ' +
  'stall=headers|body[; after=BYTES] | truncate | content-type=VALUE | headers; header=value … | ' +
  'gzip-bomb=BYTES | redirect=CODE; location=URL'

/**
 * Reads the `X-Veza-Fault` header: `status=503; retry-after=1`, `reset=after`, `latency=200` …
 *
 * @returns `undefined` when the text is not one of the forms of {@link faultSyntax}.
 */
export function parseFault(text: string): Fault | undefined {
  const [[kind, value] = ['', ''], ...rest] = text.split(';').map(pair)
  const parameters = Object.fromEntries(rest.map(([name, text]) => [name.toLowerCase(), text]))
  return checkedFault(fault(kind.toLowerCase(), value, parameters))
}

function fault(kind: string, value: string, parameters: Readonly<Record<string, string>>): unknown {
  switch (kind) {
    case 'latency':
      return { kind, ms: count(value) }
    case 'status':
      return { kind, status: Number(value), headers: parameters }
    case 'reset':
    case 'stall':
      return { kind, at: value, ...('after' in parameters && { afterBytes: count(parameters['after']) }) }
    case 'headers':
      return { kind, headers: parameters }
    case 'gzip-bomb':
      return { kind, bytes: count(value) }
    case 'redirect':
      return { kind, status: Number(value), location: parameters['location'] }
    default:
      return { kind, value }
  }
}

function count(text: string | undefined): number {
  return Number(text || Number.NaN)
}

function pair(part: string): [string, string] {
  const at = part.indexOf('=')
  return at === -1 ? [part.trim(), ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()]
}

/** The value as a fault, or `undefined` where it is none. */
export function checkedFault(value: unknown): Fault | undefined {
  return typeof value === 'object' && value !== null && isFault(value as Record<string, unknown>)
    ? (value as Fault)
    : undefined
}

function isFault(from: Record<string, unknown>): boolean {
  switch (from['kind']) {
    case 'latency':
      return isCount(from['ms'], 0, 2 ** 31 - 1)
    case 'status':
      return isCount(from['status'], 200, 599) && isTextRecord(from['headers'])
    case 'reset':
      return isCut(from, ['before', 'after'], ['body', 'request'])
    case 'stall':
      return isCut(from, ['headers'], ['body'])
    case 'headers':
      return isTextRecord(from['headers']) && Object.keys(Object(from['headers'])).length > 0
    case 'truncate':
      return true
    case 'content-type':
      return typeof from['value'] === 'string' && from['value'] !== ''
    case 'gzip-bomb':
      return isCount(from['bytes'], 1, 2 ** 36)
    case 'redirect':
      return isCount(from['status'], 300, 399) && typeof from['location'] === 'string'
    default:
      return false
  }
}

/** Some places can be told after how many bytes, others cannot. */
function isCut(
  from: Record<string, unknown>,
  places: readonly string[],
  inBodies: readonly string[],
): boolean {
  const at = String(from['at'])
  const after = from['afterBytes']
  if (after === undefined) return places.includes(at) || inBodies.includes(at)
  return inBodies.includes(at) && isCount(after, 0, Number.MAX_SAFE_INTEGER)
}

function isCount(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most
}

/** Names and values that HTTP allows in headers. */
function isTextRecord(value: unknown): boolean {
  if (value === undefined) return true
  if (typeof value !== 'object' || value === null) return false
  if (!Object.values(value).every((text) => typeof text === 'string')) return false
  try {
    const headers = new Headers(value as Record<string, string>)
    return [...headers].length === Object.keys(value).length
  } catch {
    return false
  }
}
