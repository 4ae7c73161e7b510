import { AsyncLocalStorage } from 'node:async_hooks'

type Clock = () => number

/** How far clocks may differ before it matters, in milliseconds: protocols count in seconds. */
const closeMs = 500

/** A `Date` that asks who wants to know. It carries what it needs itself: there is one for the whole process. */
interface WrappedDate {
  readonly clocks: AsyncLocalStorage<Clock | undefined>
  /** How many requests are handled under a clock of their own. */
  users: number
  /** Puts back the `Date` that was there before. */
  remove(): void
}

const mark = Symbol.for('veza.sandbox.wrapped-date')

/**
 * Lets a library that asks `Date` for the time have a clock of the sandbox's.
 *
 * Neither oidc-provider nor jose below it take a clock. While a request is handled under a clock that is wrong on purpose,
 * `Date` is wrapped; only what that request does sees the other time, everything else in the process the true one.
 */
export class PlatformTime {
  readonly #now: Clock

  constructor(now: Clock) {
    this.#now = now
  }

  /** Does some work by the platform's clock. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (Math.abs(this.#now() - Date.now()) < closeMs) return work()
    const wrapped = wrappedDate()
    wrapped.users++
    try {
      return await wrapped.clocks.run(this.#now, work)
    } finally {
      if (--wrapped.users === 0) wrapped.remove()
    }
  }
}

function wrappedDate(): WrappedDate {
  const original = globalThis.Date
  const there = (original as { [mark]?: WrappedDate })[mark]
  if (there !== undefined) return there
  const clocks = new AsyncLocalStorage<Clock | undefined>()
  const now = () => {
    const clock = clocks.getStore()
    // The platform's clock may itself ask `Date`: for the true time.
    return clock === undefined ? original.now() : clocks.run(undefined, clock)
  }
  const own: WrappedDate = {
    clocks,
    users: 0,
    remove() {
      // Whoever has replaced it meanwhile puts back what they found.
      if (globalThis.Date === proxy) globalThis.Date = original
    },
  }
  const proxy = new Proxy(original, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    apply: () => new original(now()).toString(),
    get(target, name) {
      if (name === mark) return own
      return name === 'now' ? now : (Reflect.get(target, name) as unknown)
    },
  })
  globalThis.Date = proxy
  return own
}
