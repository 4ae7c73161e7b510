import type { WireObject } from '@veza/protocol'
import type { Principal } from '../authorization/principal.ts'
import { randomLetters } from './random-letters.ts'

/** What an API key may do. */
export const permissions: readonly string[] = [
  'read:users',
  'write:users',
  'read:messages',
  'write:messages',
  'read:streams',
  'write:streams',
  'read:analytics',
  'read:notifications',
  'write:notifications',
  'read:files',
  'write:files',
  'read:webhooks',
  'write:webhooks',
  'manage:keys',
]

/** An API key as the sandbox keeps it. */
export interface StoredKey extends Principal {
  readonly id: number
  readonly name: string
  readonly apiKey: string
  readonly secret: string
  readonly createdAt: string
  lastUsedAt: string | null
}

/** The API keys that are in force. */
export class KeyRing {
  readonly #byKey = new Map<string, StoredKey>()
  readonly #random: () => number
  #nextId = 1

  /** @param random - where the keys' letters come from. */
  constructor(random: () => number) {
    this.#random = random
  }

  issue(fields: Pick<StoredKey, 'name' | 'userId' | 'permissions' | 'createdAt' | 'expiresAt'>): StoredKey {
    const key: StoredKey = {
      id: this.#nextId++,
      ...fields,
      apiKey: `veza_test_${randomLetters(this.#random, 24)}`,
      secret: `sk_test_${randomLetters(this.#random, 32)}`,
      lastUsedAt: null,
    }
    this.#byKey.set(key.apiKey, key)
    return key
  }

  /** The key with this text, unless it has expired. */
  find(apiKey: string, now: number): StoredKey | undefined {
    const key = this.#byKey.get(apiKey)
    return key === undefined || hasExpired(key, now) ? undefined : key
  }

  /** The keys that have not expired. */
  inForce(now: number): StoredKey[] {
    return this.all().filter((key) => !hasExpired(key, now))
  }

  byId(id: number): StoredKey | undefined {
    return this.all().find((key) => key.id === id)
  }

  all(): StoredKey[] {
    return [...this.#byKey.values()]
  }

  revoke(key: StoredKey): void {
    this.#byKey.delete(key.apiKey)
  }
}

function hasExpired({ expiresAt }: StoredKey, now: number): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now
}

/** A key as it is shown once, when it is issued. */
export function issuedKey(key: StoredKey): WireObject {
  return { ...listedFields(key), api_key: key.apiKey, secret: key.secret }
}

/** A key as it is listed. */
export function listedKey(key: StoredKey): WireObject {
  return { ...listedFields(key), prefix: key.apiKey.slice(0, 14), last_used_at: key.lastUsedAt }
}

function listedFields({ id, name, permissions, createdAt, expiresAt }: StoredKey): WireObject {
  return { id, name, permissions, created_at: createdAt, expires_at: expiresAt }
}
