import { AsyncLocalStorage } from 'node:async_hooks'

type Clock = () => number

/** How far clocks may differ before it matters, in milliseconds: protocols count in seconds. */
const closeMs = 500

/**
 * Lets a library that asks `Date` for the time have a clock of the sandbox's.
 *
 * Neither oidc-provider nor jose below it take a clock. While a request is handled under a clock that is wrong on purpose,
 * `Date` is wrapped; only what that request does sees the other time, everything else in the process the true one.
 */
export class PlatformTime {
  readonly #now: Clock
  readonly #clocks = new AsyncLocalStorage<Clock | undefined>()
  #under = 0
  #restore: () => void = () => undefined

  constructor(now: Clock) {
    this.#now = now
  }

  /** Does some work by the platform's clock. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (Math.abs(this.#now() - Date.now()) < closeMs) return work()
    if (this.#under++ === 0) this.#restore = wrapDate(() => this.#other())
    try {
      return await this.#clocks.run(this.#now, work)
    } finally {
      if (--this.#under === 0) this.#restore()
    }
  }

  /** The time of whoever asks, where it is not the true one. */
  #other(): number | undefined {
    const clock = this.#clocks.getStore()
    // The platform's clock may itself ask `Date`: for the true time.
    return clock === undefined ? undefined : this.#clocks.run(undefined, clock)
  }
}

function wrapDate(other: () => number | undefined): () => void {
  const original = globalThis.Date
  const now = () => other() ?? original.now()
  const wrapped = new Proxy(original, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    apply: () => new original(now()).toString(),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  })
  globalThis.Date = wrapped
  return () => {
    // Whoever has replaced it meanwhile puts back what they found.
    if (globalThis.Date === wrapped) globalThis.Date = original
  }
}
