import type { Clock } from '@veza/resilience'
import type { FaultRule, Sandbox } from '@veza/sandbox'
import type { RecordedRequest } from './recorded-request.ts'

/** What a client needs to talk to the platform of a test: `new Veza(platform.options)`. */
export interface PlatformClientOptions {
  readonly apiKey: string
  readonly baseUrl: string
  readonly fetch: typeof fetch
  /** The clock that the platform was given. */
  readonly clock?: Clock
}

/** The Veza platform for a test. */
export interface VezaPlatform {
  /** A `veza_test_…` key that may do everything. */
  readonly apiKey: string
  /** Where the platform seems to be. */
  readonly baseUrl: string
  /** What reaches the platform. */
  readonly fetch: typeof fetch
  /** All of that at once, for `new Veza(…)`. */
  readonly options: PlatformClientOptions
  /** The faults to come. */
  readonly faults: {
    /**
     * Adds a rule: `{ times: 1, fault: { kind: 'status', status: 503 } }`.
     *
     * @throws {@link InvalidRequestError} `INVALID_ARGUMENT` when it is not a rule, or could never hit.
     */
    add(rule: FaultRule): void
    /** Forgets all rules. */
    clear(): void
  }
  /** What was sent so far, every attempt, oldest first; the last 10,000. */
  readonly requests: readonly RecordedRequest[]
  /** The sandbox behind it, until the next `reset()`. */
  readonly sandbox: Sandbox
  /** Begins again with the first data, without faults and records; the key stays the same. For after each test. */
  reset(): void
}
