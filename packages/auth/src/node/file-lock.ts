import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Clock } from '@veza/resilience'
import { storeLocked } from '../stores/store-locked.ts'
import type { LockOptions } from '../stores/token-store.ts'
import type { NumberedFiles } from './numbered-files.ts'
import { systemCode } from './store-error.ts'

/** Who holds a lock, as the lock's file says it. */
interface Holder {
  readonly pid: number
  readonly host: string
  readonly id: string
  /** When it counts as given up, in milliseconds since the Unix epoch. */
  readonly until: number
}

const free = 'free'
const shortestPauseMs = 5
const longestPauseMs = 50

/**
 * A lock among processes, as a series of files: held by whoever wrote the last one, until they write that it is free,
 * their process is gone, or their time is up. Taking over from the dead is the same step as taking what is free, so that
 * two who find the same dead holder cannot both succeed.
 */
export class FileLock {
  readonly #files: NumberedFiles
  readonly #clock: Clock
  readonly #random: () => number

  constructor(files: NumberedFiles, clock: Clock, random: () => number = Math.random) {
    this.#files = files
    this.#clock = clock
    this.#random = random
  }

  /** Runs work under the lock. @throws {@link ConflictError} `TOKEN_STORE_LOCKED` */
  async hold<T>(name: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
    const number = await this.#acquire(name, options)
    try {
      return await work()
    } finally {
      // Fails where somebody took over meanwhile: then it is not ours to give back.
      await this.#files.publish(name, number + 1, free).catch(() => false)
    }
  }

  async #acquire(name: string, { ttlMs, waitMs }: LockOptions): Promise<number> {
    const until = this.#clock.now() + waitMs
    const id = crypto.randomUUID()
    for (let pauseMs = shortestPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      const latest = await this.#files.latest(name)
      if (latest === undefined || !this.#isHeld(latest.text)) {
        const number = (latest?.number ?? 0) + 1
        const holder: Holder = { pid: process.pid, host: thisHost(), id, until: this.#clock.now() + ttlMs }
        if (await this.#files.publish(name, number, JSON.stringify(holder))) return number
      } else if (this.#clock.now() >= until) throw storeLocked(waitMs)
      // Chance keeps those who wait from coming all at once.
      else await this.#clock.sleep(pauseMs * (0.5 + this.#random()))
    }
  }

  #isHeld(text: string): boolean {
    const holder = text === free ? undefined : parsed(text)
    if (holder === undefined || holder.until <= this.#clock.now()) return false
    return holder.host !== thisHost() || isAlive(holder.pid)
  }
}

/** Where process ids mean the same: containers on one machine may share a name, and each counts its processes itself. */
function thisHost(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

function parsed(text: string): Holder | undefined {
  try {
    const { pid, host, id, until } = JSON.parse(text) as Partial<Holder>
    if (typeof pid !== 'number' || typeof host !== 'string' || typeof until !== 'number') return undefined
    return { pid, host, id: String(id), until }
  } catch {
    return undefined
  }
}

/** Whether a process of this machine runs. One of another user answers that we may not ask, so it is there. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) !== 'ESRCH'
  }
}
