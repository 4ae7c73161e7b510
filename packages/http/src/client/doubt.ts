import { isVezaError, verdict } from '@veza/resilience'
import { outcomeOf } from '../errors/outcome-of.ts'
import type { CallState } from './call-state.ts'
import type { PreparedRequest } from './prepare.ts'
import { repeatsWithoutHarm } from './repeats-without-harm.ts'

/** A refusal of the request itself, by the platform and not by something before it: it was not carried out. */
const settling: readonly number[] = [400, 422]

/** Remembers whether any attempt of a POST or PATCH may have been carried out, however the call ends. */
export class Doubt {
  readonly #request: PreparedRequest
  readonly #call: CallState
  #grounds = false

  constructor(request: PreparedRequest, call: CallState) {
    this.#request = request
    this.#call = call
  }

  /** Takes in how an attempt ended. */
  consider(error: unknown): void {
    const sent = this.#call.sent ?? this.#request
    const { ambiguous } = verdict(outcomeOf(error, this.#call), repeatsWithoutHarm(sent.method))
    const settled = isVezaError(error) && settling.includes(error.status ?? 0)
    this.#grounds = ambiguous || (this.#grounds && !settled)
  }

  /** The error to throw: one of this call's own says what is in doubt. */
  mark(error: unknown): unknown {
    if (!this.#grounds || !isVezaError(error) || !this.#call.own.has(error)) return error
    const sent = this.#call.sent ?? this.#request
    const idempotencyKey = sent.headers['idempotency-key']
    const again = idempotencyKey === undefined ? '' : ", or repeat it with the error's idempotencyKey"
    return Object.assign(error, {
      outcomeUnknown: true,
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      remedy: `The request may have been carried out: look before you repeat it${again}. ${error.remedy}`,
    })
  }
}
