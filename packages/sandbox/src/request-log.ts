/** A request as it came in, every attempt of it. */
export interface ReceivedRequest {
  readonly method: string
  /** With `/v1` and the query; a signature's value is left out. */
  readonly path: string
  /** Lower-case names; what credentials say is left out. */
  readonly headers: Readonly<Record<string, string>>
}

const mostKept = 10_000
const credentials = ['authorization', 'cookie', 'dpop']

/** The last requests, and how many there were in all. */
export class RequestLog {
  #last: ReceivedRequest[] = []
  #total = 0

  get total(): number {
    return this.#total
  }

  add(request: Request, path: string): void {
    this.#total++
    const headers = Object.fromEntries(request.headers)
    for (const name of credentials) if (headers[name] !== undefined) headers[name] = '[redacted]'
    this.#last.push({ method: request.method, path: withoutSignature(path), headers })
    if (this.#last.length > 2 * mostKept) this.#last = this.#last.slice(-mostKept)
  }

  last(): readonly ReceivedRequest[] {
    return this.#last.slice(-mostKept)
  }
}

/** Who has the signature of a URL may use that URL. */
function withoutSignature(path: string): string {
  return path.replace(/([?&]sig=)[^&]*/g, '$1[redacted]')
}
