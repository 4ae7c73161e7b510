import { systemClock, VezaError } from '@veza/resilience'
import { type Checks, checkOptions, hasMethods, invalidOption, text } from '@veza/resilience/options'
import { EncryptedTokenStore } from '../stores/encrypted-token-store.ts'
import type { TokenStore } from '../stores/token-store.ts'
import { defaultDirectory, FileTokenStore } from './file-token-store.ts'

/** A place for one secret that the system guards. */
export interface Keyring {
  /** The secret; `undefined` or `null` where there is none. */
  get(): string | null | undefined | Promise<string | null | undefined>
  set(secret: string): void | Promise<void>
}

/** Where a keychain store keeps what. */
export interface KeychainTokenStoreOptions {
  /** The name of its entry in the key ring. @defaultValue 'veza' */
  readonly service?: string
  /** Where the encrypted tokens are. @defaultValue as for `fileTokenStore()`, in `keychain` */
  readonly directory?: string
  /** Another key ring than the system's, as Electron's `safeStorage`. @defaultValue `@napi-rs/keyring` */
  readonly keyring?: Keyring
}

const checks: Checks<KeychainTokenStoreOptions> = {
  service: text,
  directory: text,
  keyring: hasMethods('get', 'set'),
}

/**
 * Keeps tokens in files that are encrypted with a key which the system's key ring guards: the macOS Keychain, the Windows
 * Credential Manager, the Secret Service of Linux desktops. Needs the optional package `@napi-rs/keyring`. Many processes
 * may share it, as they may share `fileTokenStore()`.
 *
 * Where there is no key ring, it fails, and does not write the tokens in clear text.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; later {@link VezaError} `TOKEN_STORE_FAILED`
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { keychainTokenStore } from '@veza/auth/node'
 *
 * let secret: string | undefined
 * const keyring = {
 *   get: () => secret,
 *   set: (value: string) => {
 *     secret = value
 *   },
 * }
 * const store = keychainTokenStore({ directory: mkdtempSync(join(tmpdir(), 'keychain-')), keyring })
 * console.log(await store.get('nobody'))
 * ```
 */
export function keychainTokenStore(options: KeychainTokenStoreOptions = {}): TokenStore {
  checkOptions('keychainTokenStore()', options, checks)
  const { service = 'veza', directory = defaultDirectory('keychain'), keyring } = options
  const files = new FileTokenStore(directory, systemClock)
  let loading: Promise<CryptoKey> | undefined
  return new EncryptedTokenStore(files, () => {
    loading ??= loadKey(files, keyring ?? systemKeyring(service)).catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  })
}

/** Reads the key, or makes it: under a lock, or two processes would each make one. */
async function loadKey(files: FileTokenStore, keyring: Keyring): Promise<CryptoKey> {
  const known = await ask(() => keyring.get())
  const limits = { ttlMs: 10_000, waitMs: 20_000 }
  const secret = known ?? (await files.withLock('keychain', limits, () => makeKey(keyring)))
  const raw = Buffer.from(secret, 'base64url')
  if (raw.length !== 32) throw unavailable(new Error('The entry holds something else'))
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

async function makeKey(keyring: Keyring): Promise<string> {
  const known = await ask(() => keyring.get())
  if (known) return known
  const made = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  await ask(() => keyring.set(made))
  return made
}

async function ask<T>(question: () => T | Promise<T>): Promise<T> {
  try {
    return await question()
  } catch (error) {
    if (error instanceof VezaError) throw error
    throw unavailable(error)
  }
}

function systemKeyring(service: string): Keyring {
  const entry = async () => {
    const { AsyncEntry } = await import('@napi-rs/keyring').catch(() => {
      throw invalidOption(
        'keychainTokenStore(): the package @napi-rs/keyring is missing',
        'Install it: npm install @napi-rs/keyring.',
      )
    })
    return new AsyncEntry(service, 'token-store')
  }
  return {
    get: async () => (await entry()).getPassword(),
    set: async (secret) => (await entry()).setPassword(secret),
  }
}

function unavailable(cause: unknown): VezaError {
  return new VezaError("The system's key ring cannot be used", {
    code: 'TOKEN_STORE_FAILED',
    remedy: 'Unlock the key ring, or where the machine has none use fileTokenStore().',
    cause,
  })
}
