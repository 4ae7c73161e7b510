import { codedFailure } from '../routes/api-failure.ts'

/** How long an outcome is kept, in milliseconds. */
const keptMs = 24 * 3_600_000
const mostKept = 100_000

/** What a request came to. */
interface Outcome {
  readonly status: number
  readonly contentType: string | null
  readonly text: string
}

interface Entry {
  readonly fingerprint: string
  readonly at: number
  readonly outcome: Promise<Outcome>
}

/** Does the work of an idempotency key once, and gives its outcome again to whoever repeats the request. */
export class IdempotencyRecords {
  readonly #entries = new Map<string, Entry>()

  /**
   * @param key - API key and idempotency key together.
   * @param fingerprint - what the request asks for; the same key must not come with another.
   * @param work - does it; its answer is kept unless it is a 5xx, which promises nothing.
   * @throws ApiFailure 422 when the key was used for another request.
   */
  async once(
    key: string,
    fingerprint: string,
    now: number,
    work: () => Promise<Response>,
  ): Promise<Response> {
    const known = this.#fresh(key, now)
    if (known !== undefined) {
      if (known.fingerprint !== fingerprint) {
        throw codedFailure(422, 'VALIDATION_ERROR', 'The idempotency key was used for another request')
      }
      return answer(await known.outcome, { 'idempotency-replayed': 'true' })
    }
    const outcome = work().then(taken)
    this.#entries.set(key, { fingerprint, at: now, outcome })
    this.#dropOldest()
    try {
      const kept = await outcome
      if (kept.status >= 500) this.#entries.delete(key)
      return answer(kept)
    } catch (error) {
      this.#entries.delete(key)
      throw error
    }
  }

  #fresh(key: string, now: number): Entry | undefined {
    const entry = this.#entries.get(key)
    return entry === undefined || entry.at + keptMs <= now ? undefined : entry
  }

  #dropOldest(): void {
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > mostKept && oldest !== undefined) this.#entries.delete(oldest)
  }
}

async function taken(response: Response): Promise<Outcome> {
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    text: await response.text(),
  }
}

function answer(
  { status, contentType, text }: Outcome,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = status === 204 ? null : text
  return new Response(body, {
    status,
    headers: { ...(contentType && { 'content-type': contentType }), ...headers },
  })
}
