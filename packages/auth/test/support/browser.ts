/** A user agent that follows redirects and keeps cookies, until it is sent to an address that is not the server's. */
export class Browser {
  readonly #cookies = new Map<string, string>()

  /** @returns the first address that begins with `until`. */
  async visit(url: string, until: string): Promise<string> {
    let next = url
    for (let hops = 0; hops < 20; hops++) {
      const { headers, status } = await this.fetch(next)
      const location = headers.get('location')
      if (location === null) throw new Error(`${next} answers ${status} and does not redirect`)
      next = new URL(location, next).href
      if (next.startsWith(until)) return next
    }
    throw new Error('too many redirects')
  }

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init.headers as Record<string, string>), cookie }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return response
  }

  /** Follows redirects, wherever they lead, to a page. */
  async page(url: string, init: RequestInit = {}): Promise<string> {
    let at = url
    let response = await this.fetch(at, init)
    for (let hops = 0; hops < 20 && response.headers.has('location'); hops++) {
      at = new URL(response.headers.get('location') ?? '', at).href
      response = await this.fetch(at)
    }
    return response.text()
  }
}
