import type { Row, Table } from '../data/table.ts'
import { hashPassword, isPassword, type PasswordHash } from './password-hash.ts'

/** The password of every user that a sandbox begins with. */
export const seededPassword = 'veza-sandbox'
/** The shortest password to take, in characters. */
export const shortestPassword = 8

const mostFailures = 5
const lockedMs = 15 * 60_000

/** Users' passwords, and who has guessed too often. */
export class Accounts {
  readonly #users: Table
  readonly #now: () => number
  readonly #hashes = new Map<number, PasswordHash>()
  /** Whose password is the one that all begin with. */
  readonly #seeded: Set<number>
  /** Made when it is first needed: a sandbox is to start at once. */
  #seededHash: Promise<PasswordHash> | undefined
  readonly #failures = new Map<number, { count: number; until: number }>()

  /** @param users - those that are there already have the {@link seededPassword}. */
  constructor(users: Table, now: () => number) {
    this.#users = users
    this.#now = now
    this.#seeded = new Set(users.all().map(({ id }) => id))
  }

  /** Gives a user a password. */
  async setPassword(userId: number, password: string): Promise<void> {
    const hash = await hashPassword(password)
    this.#seeded.delete(userId)
    this.#failures.delete(userId)
    this.#hashes.set(userId, hash)
  }

  /** The user's row. */
  get(userId: number): Row | undefined {
    return this.#users.get(userId)
  }

  /**
   * The user with this name or email address and this password. Nobody can tell a wrong name, a wrong password and an
   * account that is locked after too many guesses apart, by the answer or by the time it takes.
   */
  async signIn(name: string, password: string): Promise<Row | undefined> {
    const user = this.#users.all().find((row) => row['username'] === name || row['email'] === name)
    const right = await isPassword(password, await this.#hashOf(user))
    if (user === undefined || this.#isLocked(user.id)) return undefined
    if (!right) {
      this.#countFailure(user.id)
      return undefined
    }
    this.#failures.delete(user.id)
    return user
  }

  async #hashOf(user: Row | undefined): Promise<PasswordHash> {
    this.#seededHash ??= hashPassword(seededPassword)
    const seeded = await this.#seededHash
    if (user === undefined) return nobodys
    return this.#seeded.has(user.id) ? seeded : (this.#hashes.get(user.id) ?? nobodys)
  }

  #isLocked(userId: number): boolean {
    const { count, until } = this.#failures.get(userId) ?? { count: 0, until: 0 }
    if (count < mostFailures) return false
    if (this.#now() < until) return true
    this.#failures.delete(userId)
    return false
  }

  #countFailure(userId: number): void {
    const count = (this.#failures.get(userId)?.count ?? 0) + 1
    this.#failures.set(userId, { count, until: this.#now() + lockedMs })
  }
}

/** The hash of no password, but by a chance of one in 2^256. */
const nobodys: PasswordHash = { salt: new Uint8Array(16), hash: new Uint8Array(32) }
