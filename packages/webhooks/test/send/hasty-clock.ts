import type { Clock } from '@veza/resilience'

/** A clock whose sleeps are over at once, and which writes down how long they would have been. */
export class HastyClock implements Clock {
  readonly asked: number[] = []
  #now: number

  constructor(now = Date.now()) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    this.asked.push(ms)
    this.#now += ms
  }
}
