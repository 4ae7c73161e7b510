import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'

/** What the app remembers of one visitor. In memory here; a database in yours. */
export interface Visitor {
  /** A sign-in under way. */
  pending?: string
  /** Who is signed in: the key of their tokens in the store. */
  account?: string
}

const cookieName = 'sid'

/** The visitors, known by a cookie that no script in the page can read. */
export class Sessions {
  readonly #visitors = new Map<string, Visitor>()

  /** The visitor who sent a request; a new one gets a cookie. */
  of(request: Request, response: Response): Visitor {
    const known = /(?:^|; )sid=([\w-]{43})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1]
    const found = known === undefined ? undefined : this.#visitors.get(known)
    return found ?? this.#begin(response, {})
  }

  /** Gives a visitor who signs in another cookie, so that one that was planted before is worth nothing. */
  renew(response: Response, visitor: Visitor): Visitor {
    for (const [id, one] of this.#visitors) if (one === visitor) this.#visitors.delete(id)
    return this.#begin(response, { ...visitor })
  }

  #begin(response: Response, visitor: Visitor): Visitor {
    const id = randomBytes(32).toString('base64url')
    this.#visitors.set(id, visitor)
    const secure = process.env['NODE_ENV'] === 'production'
    response.cookie(cookieName, id, { httpOnly: true, sameSite: 'lax', secure })
    return visitor
  }
}
