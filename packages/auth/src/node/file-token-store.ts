import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Clock, systemClock } from '@veza/resilience'
import { type Checks, checkOptions, hasMethods, text } from '@veza/resilience/options'
import { Secret } from '@veza/resilience/secrets'
import type { LockOptions, StoredValue, TokenStore } from '../stores/token-store.ts'
import { FileLock } from './file-lock.ts'
import { type DiskWrites, NumberedFiles } from './numbered-files.ts'

/** Where a file store is, and how it tells the time. */
export interface FileTokenStoreOptions {
  /**
   * A directory of its own, which you alone can read.
   *
   * @defaultValue `veza/tokens` in `$XDG_STATE_HOME`, `%LOCALAPPDATA%` or `~/.local/state`
   */
  readonly directory?: string
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
}

const checks: Checks<FileTokenStoreOptions> = { directory: text, clock: hasMethods('now', 'sleep') }

/** A deleted value: the number goes on, so that nobody mistakes what comes next for what was there. */
const deleted = ''

/** Keeps values as numbered files. */
export class FileTokenStore implements TokenStore {
  readonly #files: NumberedFiles
  readonly #lock: FileLock

  /** Made by {@link fileTokenStore}. */
  constructor(directory: string, clock: Clock, disk?: DiskWrites) {
    this.#files = new NumberedFiles(directory, disk)
    this.#lock = new FileLock(this.#files, clock)
  }

  async get(key: string): Promise<StoredValue | undefined> {
    const file = await this.#files.latest(nameOf(key))
    if (file === undefined) return undefined
    return { version: String(file.number), value: file.text === deleted ? undefined : new Secret(file.text) }
  }

  async compareAndSwap(
    key: string,
    version: string | undefined,
    value: Secret | undefined,
  ): Promise<string | undefined> {
    const name = nameOf(key)
    // Without a version, the number is free only if there never was a file.
    const next = version === undefined ? 1 : Number(version) + 1
    if (version === undefined && (await this.#files.latest(name)) !== undefined) return undefined
    return (await this.#files.publish(name, next, value?.reveal() ?? deleted)) ? String(next) : undefined
  }

  withLock<T>(key: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
    return this.#lock.hold(`${nameOf(key)}-lock`, options, work)
  }
}

/**
 * Keeps tokens in files that only you can read (mode 0600, in a directory of mode 0700). Any number of processes may
 * share the directory; a process that is killed at any moment leaves nothing damaged and nothing locked. The file system
 * must know hard links: local disks do.
 *
 * Files are not encrypted: whoever can act as you can read them. `keychainTokenStore()` asks the system's key ring.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; later `TOKEN_STORE_UNSAFE`, where the directory or a file in it is
 * a symbolic link, belongs to somebody else or can be read by others, or {@link VezaError} `TOKEN_STORE_FAILED`.
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { oauth } from '@veza/auth/oauth'
 * import { fileTokenStore } from '@veza/auth/node'
 *
 * const store = fileTokenStore({ directory: mkdtempSync(join(tmpdir(), 'tokens-')) })
 * const session = oauth({ clientId: 'my-cli', store }).session()
 * console.log(session.state)
 * ```
 */
export function fileTokenStore(options: FileTokenStoreOptions = {}): TokenStore {
  checkOptions('fileTokenStore()', options, checks)
  return new FileTokenStore(options.directory ?? defaultDirectory('tokens'), options.clock ?? systemClock)
}

/** Where programs of this user keep what they cannot do without. */
export function defaultDirectory(name: string): string {
  const { XDG_STATE_HOME, LOCALAPPDATA } = process.env
  const base = XDG_STATE_HOME || LOCALAPPDATA || join(homedir(), '.local', 'state')
  return join(base, 'veza', name)
}

/** Keys hold names of accounts, which are no file names and nobody's business. */
function nameOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}
