import type { PlatformClock } from './authorization/platform-clock.ts'
import type { SigningKeyRegistration } from './authorization/signing-keys.ts'
import type { Connection } from './faults/connection.ts'
import type { FaultRule } from './faults/fault.ts'
import type { SandboxRealtime } from './realtime/sandbox-realtime.ts'
import type { ReceivedRequest } from './request-log.ts'

/** How much there is of what, and how much was asked. */
export interface SandboxStats {
  /** Requests received, every attempt counted. */
  readonly requests: number
  readonly users: number
  readonly messages: number
  readonly streams: number
  readonly notifications: number
  readonly files: number
}

/** Options of {@link Sandbox.issueKey}. */
export interface IssueKeyOptions {
  /** Whom it belongs to. @defaultValue 1 */
  readonly userId?: number
  /** What it may do. @defaultValue all that there is */
  readonly permissions?: readonly string[]
  /** When it ends. @defaultValue never */
  readonly expiresAt?: Date
}

/** The Veza platform in one object. */
export interface Sandbox {
  /** A `veza_test_…` key that may do everything. */
  readonly apiKey: string
  /** The name of a user who may do everything: `username` and {@link Sandbox.password} sign in. */
  readonly username: string
  /** The password of every user that the sandbox begins with. */
  readonly password: string
  /** The platform's clock: set `offsetMs` to put it wrong. Tokens, proofs and `Date` headers follow. */
  readonly clock: PlatformClock
  /**
   * Registers a public key by which an app signs its own tokens (guide: "JWT Tokens").
   *
   * @throws TypeError when it is none.
   */
  addSigningKey(registration: SigningKeyRegistration): void
  /**
   * Issues an API key of any user, for tests with several.
   *
   * @returns its text.
   * @throws TypeError where there is no such user or permission.
   */
  issueKey(options?: IssueKeyOptions): string
  /** The faults to come. */
  readonly faults: {
    /** Adds a rule. @throws TypeError when it is none. */
    add(rule: FaultRule): void
    /** Forgets all rules. */
    clear(): void
  }
  /** The WebSockets, where something serves them: `serveSandbox` does. */
  readonly realtime: SandboxRealtime
  /**
   * Answers one request: the platform as a Fetch handler.
   *
   * @param request - to `/v1/…`, to `/_sandbox/…` to steer the sandbox, or to `/openapi.json` for the API's description.
   * @param connection - what faults break; without one, a reset throws as `fetch` would.
   */
  fetch(request: Request, connection?: Connection): Promise<Response>
  /** The last 10,000 requests, oldest first. */
  requests(): readonly ReceivedRequest[]
  /** The contents of every message, oldest first: to see that nothing was lost or done twice. */
  messageContents(): readonly string[]
  /** Waits until no webhook is under way. */
  webhooksSettled(): Promise<void>
  /** Ends the webhooks under way, and sends no more. Everything else goes on. */
  close(): Promise<void>
  /** Counts. */
  stats(): SandboxStats
}
