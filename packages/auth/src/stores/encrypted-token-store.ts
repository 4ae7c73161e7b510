import { Secret } from '@veza/resilience/secrets'
import type { LockOptions, StoredValue, TokenStore } from './token-store.ts'

/** Encrypts what another store keeps, by AES-256-GCM. */
export class EncryptedTokenStore implements TokenStore {
  readonly #inner: TokenStore
  readonly #key: () => Promise<CryptoKey>

  /** @param key - gives the key; asked for each operation, so that it may come late or fail. */
  constructor(inner: TokenStore, key: () => Promise<CryptoKey>) {
    this.#inner = inner
    this.#key = key
  }

  async get(key: string): Promise<StoredValue | undefined> {
    const stored = await this.#inner.get(key)
    if (stored?.value === undefined) return stored
    return { version: stored.version, value: await this.#decrypted(key, stored.value.reveal()) }
  }

  async compareAndSwap(
    key: string,
    version: string | undefined,
    value: Secret | undefined,
  ): Promise<string | undefined> {
    const written = value && new Secret(await this.#encrypted(key, value.reveal()))
    return this.#inner.compareAndSwap(key, version, written)
  }

  withLock<T>(key: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
    return this.#inner.withLock(key, options, work)
  }

  async #encrypted(key: string, text: string): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const sealed = await crypto.subtle.encrypt(algorithm(iv, key), await this.#key(), encoder.encode(text))
    return `${base64(iv)}.${base64(new Uint8Array(sealed))}`
  }

  /** What another key has sealed, or what belongs to another entry, is as good as nothing. */
  async #decrypted(key: string, written: string): Promise<Secret | undefined> {
    const cryptoKey = await this.#key()
    const [iv = '', sealed = ''] = written.split('.', 2)
    try {
      const opened = await crypto.subtle.decrypt(algorithm(bytes(iv), key), cryptoKey, bytes(sealed))
      return new Secret(new TextDecoder().decode(opened))
    } catch {
      return undefined
    }
  }
}

const encoder = new TextEncoder()

function algorithm(iv: Uint8Array<ArrayBuffer>, key: string) {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(key) }
}

function base64(value: Uint8Array): string {
  return btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join(''))
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}
