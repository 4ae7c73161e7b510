/** How the sandbox sends webhooks. */
export interface WebhookSendingOptions {
  /** What sends them. @defaultValue the runtime's `fetch` */
  readonly fetch?: typeof fetch
  /**
   * Whether endpoints may be anywhere, not on this machine alone. A sandbox that others can reach would send wherever
   * they tell it to.
   *
   * @defaultValue false
   */
  readonly allowAnyHost?: boolean
  /** How long to wait before each further attempt, in milliseconds; as many as there are. @defaultValue [50, 200, 800] */
  readonly retryDelaysMs?: readonly number[]
  /** How long an endpoint may take to answer, in milliseconds. @defaultValue 5000 */
  readonly timeoutMs?: number
  /** Waits so many milliseconds; ends early, in whatever way, where the signal aborts. @defaultValue a timer */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The options with their defaults. */
export type WebhookSending = Required<WebhookSendingOptions>

const longestTimerMs = 2 ** 31 - 1

const checks: Readonly<Record<keyof WebhookSendingOptions, (value: unknown) => boolean>> = {
  fetch: (value) => typeof value === 'function',
  allowAnyHost: (value) => typeof value === 'boolean',
  retryDelaysMs: (value) => Array.isArray(value) && value.every((ms) => isDelay(ms)),
  timeoutMs: (value) => isDelay(value) && Number(value) > 0,
  sleep: (value) => typeof value === 'function',
}

/** Whether these are such options. */
export function isWebhookSending(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(
    ([name, given]) =>
      Object.hasOwn(checks, name) &&
      (given === undefined || checks[name as keyof WebhookSendingOptions](given)),
  )
}

/** The names of the options, for messages. */
export const webhookSendingNames: string = Object.keys(checks).join(', ')

/** The options, filled up. */
export function webhookSending(options: WebhookSendingOptions): WebhookSending {
  const { fetch: send = (input, init) => fetch(input, init), allowAnyHost = false } = options
  const { retryDelaysMs = [50, 200, 800], timeoutMs = 5000, sleep = waitFor } = options
  return { fetch: send, allowAnyHost, retryDelaysMs, timeoutMs, sleep }
}

function isDelay(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= longestTimerMs
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  const end = () => {
    clearTimeout(timer)
    resolve()
  }
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  return promise.finally(() => signal.removeEventListener('abort', end))
}
