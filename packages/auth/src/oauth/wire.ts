import type { Clock } from '@veza/resilience'
import { fetchText, type TextAnswer } from '../exchange/fetch-text.ts'
import { parseStrictly } from '../json/strict-json.ts'
import { checkEndpoint } from '../options/check-endpoint.ts'
import { invalidAnswer } from '../tokens/check-token.ts'
import { isCode, type SeenAnswer } from './oauth-failure.ts'

/** What the protocol's library hands to its `fetch`. */
export interface WireRequest {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: unknown
}

/** How to send. */
export interface WireOptions {
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

const maxBytes = 262_144
const longestHeader = 4096
const passedHeaders: readonly string[] = ['content-type', 'dpop-nonce', 'retry-after']
const longestDeviceS = 3600

/**
 * What the protocol's library sends and gets passes through here, one object for each operation: within a time and a
 * size, never redirected, JSON read strictly, and numbers brought within bounds before the library sees them.
 */
export class Wire {
  readonly #options: WireOptions
  /** The last answer. */
  seen: SeenAnswer | undefined
  /** `expires_in` of the last token answer, as it was sent. */
  expiresIn: unknown
  /** The `Date` header of the last answer. */
  date: string | null = null

  constructor(options: WireOptions) {
    this.#options = options
  }

  /** For the library's `customFetch`. */
  readonly send = async (url: string, { method, headers, body }: WireRequest): Promise<Response> => {
    checkEndpoint('The URL of the authorization server', url)
    const form = body instanceof URLSearchParams || typeof body === 'string' ? body.toString() : undefined
    const init = { method, headers, ...(form === undefined ? {} : { body: form }) }
    const answer = await fetchText(url, init, { ...this.#options, maxBytes })
    this.date = answer.headers.get('date')
    const json = this.#read(answer)
    return new Response(json === undefined ? answer.text : JSON.stringify(json), {
      status: answer.status === 204 ? 200 : answer.status,
      headers: passed(answer.headers),
    })
  }

  #read({ status, headers, text }: TextAnswer): object | undefined {
    this.seen = { status, headers, error: undefined, description: undefined }
    if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) return undefined
    const parsed = parseStrictly(text)
    if ('fault' in parsed) {
      if (status >= 400) return undefined
      throw invalidAnswer(`The authorization server's answer is ${parsed.fault}`)
    }
    const { value } = parsed
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    const fields: Record<string, unknown> = { ...value }
    if (status >= 400) return this.#refusal(fields)
    if ('access_token' in fields) {
      this.expiresIn = fields['expires_in']
      delete fields['expires_in']
      // Says who signed in, to whoever can verify it; nobody here asks, and it must not make a sign-in fail.
      delete fields['id_token']
    }
    if ('device_code' in fields) Object.assign(fields, deviceTimes(fields))
    return fields
  }

  #refusal(fields: Record<string, unknown>): object {
    const { error, error_description: description } = fields
    if (this.seen === undefined) return fields
    this.seen = {
      ...this.seen,
      error: isCode(error) ? error : undefined,
      description: typeof description === 'string' ? description.slice(0, 500) : undefined,
    }
    return { error: isCode(error) ? error : 'unknown_error' }
  }
}

/** Nothing but what the library needs: a hostile `WWW-Authenticate` is parsed by nobody. */
function passed(headers: Headers): Headers {
  const kept = new Headers()
  for (const name of passedHeaders) {
    const value = headers.get(name)
    if (value !== null && value.length <= longestHeader) kept.set(name, value)
  }
  return kept
}

function deviceTimes({ expires_in, interval }: Record<string, unknown>) {
  const bounded = (value: unknown, least: number, most: number, otherwise: number) => {
    const number = typeof value === 'string' ? Number.parseFloat(value) : value
    return typeof number === 'number' && number > 0 ? Math.min(Math.max(number, least), most) : otherwise
  }
  return {
    expires_in: bounded(expires_in, 1, longestDeviceS, 600),
    interval: bounded(interval, 1, 60, 5),
  }
}
