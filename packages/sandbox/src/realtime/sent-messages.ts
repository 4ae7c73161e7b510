import type { Row } from '../data/table.ts'

/** Which message each user sent under which id of their own: sent again, it is stored once. */
export class SentMessages {
  readonly #byUser = new Map<number, Map<string, Row>>()

  get(userId: number, clientId: string): Row | undefined {
    return this.#byUser.get(userId)?.get(clientId)
  }

  set(userId: number, clientId: string, message: Row): void {
    const own = this.#byUser.get(userId) ?? new Map<string, Row>()
    own.set(clientId, message)
    this.#byUser.set(userId, own)
  }
}
