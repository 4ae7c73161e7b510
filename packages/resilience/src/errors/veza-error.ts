import { safeCause } from './safe-cause.ts'

const brand = Symbol.for('@veza/error')

/** What a {@link VezaError} is made of. */
export interface VezaErrorOptions {
  /** Stable machine code: one of the catalogue's, or whatever an unknown server sent. */
  readonly code: string
  /** HTTP status of the answer, where there was one. */
  readonly status?: number
  /** Whether the same call may succeed later. @defaultValue false */
  readonly retryable?: boolean
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number
  /** The server's id for the request: quote it to support. */
  readonly requestId?: string
  /** Which call it was, as `GET /users/{id}`: with no id and no query. */
  readonly operation?: string
  /** Whether the server may have done the work although no answer says so. @defaultValue false */
  readonly outcomeUnknown?: boolean
  /** One sentence that says what to do. Whoever throws must know. */
  readonly remedy: string
  /** What the server said besides; not printed with the error, for it may repeat what was sent. */
  readonly details?: unknown
  /** The error underneath. Kept as a copy without headers, bodies and quoted text. */
  readonly cause?: unknown
}

/**
 * Everything the SDK throws (design: rule 1). Subclasses say what a caller can do about it; `code` says what it was.
 * `instanceof` works across bundled copies of this package.
 *
 * @example
 * ```ts
 * import { VezaError } from '@veza/resilience'
 *
 * const error = new VezaError('The platform is being serviced', {
 *   code: 'SYSTEM_MAINTENANCE',
 *   status: 503,
 *   remedy: 'Wait until the maintenance is over.',
 * })
 * console.log(error.code, error.remedy)
 * ```
 */
export class VezaError extends Error {
  declare readonly code: string
  declare readonly status?: number
  declare readonly retryable: boolean
  declare readonly retryAfterMs?: number
  declare readonly requestId?: string
  /** Which call it was, as `GET /users/{id}`: with no id and no query. */
  declare readonly operation?: string
  declare readonly outcomeUnknown: boolean
  declare readonly remedy: string
  /** The key the request was sent with: repeating the call with it as `idempotencyKey` does the work only once. */
  declare readonly idempotencyKey?: string
  /** How many times the request was sent. The retry loop counts. */
  attempts = 1
  readonly #details: unknown

  /**
   * @param message - what went wrong, with no secret in it.
   * @param options - the code, and what else is known.
   */
  constructor(message: string, options: VezaErrorOptions) {
    const { cause, details, ...known } = options
    super(message, cause === undefined ? undefined : { cause: safeCause(cause) })
    this.#details = details
    Object.assign(this, { retryable: false, outcomeUnknown: false }, known)
  }

  /** The class's name, on every runtime and after every minifier. */
  override get name(): string {
    return 'VezaError'
  }

  /** What the server said besides. Not printed with the error: it may repeat what was sent. */
  get details(): unknown {
    return this.#details
  }

  get [brand](): true {
    return true
  }

  /** The error as plain data, for logs. Holds no header, no body and no details. */
  toJSON(): Record<string, unknown> {
    const { cause } = this
    const under = cause instanceof Error ? { cause: `${cause.name}: ${cause.message}` } : {}
    return { name: this.name, message: this.message, ...(this as object), ...under }
  }

  static override [Symbol.hasInstance](this: { readonly prototype: object }, value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass asks for itself
    const { prototype } = this
    if (!isBranded(value)) return false
    if (prototype === VezaError.prototype || Object.prototype.isPrototypeOf.call(prototype, value))
      return true
    // Another copy of this package has a class of the same name: the name stands for it.
    const name: unknown = Object.getOwnPropertyDescriptor(prototype, 'name')?.get?.call(value)
    return name !== undefined && name === value.name
  }
}

/**
 * Whether `value` is an error of this SDK, also one from another bundled copy of it.
 *
 * @param value - anything that was caught.
 * @param code - when given, the error must carry this code too.
 * @example
 * ```ts
 * import { isVezaError, VezaError } from '@veza/resilience'
 *
 * const caught: unknown = new VezaError('Taken', { code: 'USERNAME_TAKEN', remedy: 'Choose another name.' })
 * if (isVezaError(caught, 'USERNAME_TAKEN')) console.log('choose another name')
 * ```
 */
export function isVezaError(value: unknown, code?: string): value is VezaError {
  return isBranded(value) && (code === undefined || value.code === code)
}

function isBranded(value: unknown): value is VezaError {
  return typeof value === 'object' && value !== null && (value as { [brand]?: unknown })[brand] === true
}
