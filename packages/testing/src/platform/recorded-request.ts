import { redactHeaders } from '@veza/resilience/secrets'

/** A request as the code under test sent it: every attempt is one. */
export interface RecordedRequest {
  readonly method: string
  /** Below the base URL, without the query: `/users/1`. */
  readonly path: string
  /** By wire names; a name that comes several times has all its values, joined by commas. */
  readonly query: Readonly<Record<string, string>>
  /** Lower-case names. The values of headers that may hold a credential read `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * What its JSON says, by wire names, or its text; `undefined` where it has none, or one of another kind. Passwords,
   * secrets, tokens and keys read `[redacted]`.
   */
  readonly body: unknown
  /** The status it was answered with; `undefined` while there is no answer, and where the connection broke. */
  readonly status: number | undefined
}

const hidden = '[redacted]'
/** A page token opens nothing. */
const secretName = /(?:password|secret|(?<!page_?)token|api_?key|code_verifier|signature)$/i

/** Headers that tests look at, and that hold no credential. */
const shown: readonly string[] = ['idempotency-key', 'x-veza-fault', 'accept-language', 'range', 'if-range']

/** Headers fit to be printed by a test that fails. */
export function recordedHeaders(headers: Headers, alsoShown: readonly string[]): Record<string, string> {
  return redactHeaders(headers, [...shown, ...alsoShown])
}

/** A query fit to be printed. */
export function recordedQuery(parameters: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {}
  for (const name of new Set(parameters.keys())) {
    query[name] = secretName.test(name) ? hidden : parameters.getAll(name).join(',')
  }
  return query
}

/** A body fit to be printed; of a copy, so that the request can still be answered. */
export async function recordedBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (request.body === null || !/^(?:application\/(?:[\w.-]+\+)?json|text\/)/i.test(type)) return undefined
  const text = await request.clone().text()
  try {
    return JSON.parse(text, (name, value: unknown) =>
      secretName.test(name) && value !== null ? hidden : value,
    )
  } catch {
    return text
  }
}
