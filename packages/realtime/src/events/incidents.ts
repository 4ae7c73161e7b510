import type { Logger, VezaError } from '@veza/resilience'
import { realtimeError } from '../errors/realtime-error.ts'
import type { RealtimeEvent, RealtimeEventType } from './realtime-event.ts'

/** Failures after which the conversation goes on: each is logged, and told by an `error` event. */
export class Incidents {
  readonly #logger: Logger
  readonly #emit: (event: RealtimeEvent) => void
  #malformed = 0

  constructor(logger: Logger, emit: (event: RealtimeEvent) => void) {
    this.#logger = logger
    this.#emit = emit
  }

  /** How many frames could not be read. */
  get malformed(): number {
    return this.#malformed
  }

  report(error: VezaError): void {
    this.#logger.warn({ code: error.code }, `veza: realtime: ${error.message}`)
    this.#emit({ type: 'error', error })
  }

  /** A frame could not be read. @param what - what the server sent, with nothing of its contents. */
  malformedFrame(what: string): void {
    this.#malformed++
    this.report(realtimeError('REALTIME_FRAME_INVALID', `The server sent ${what}`))
  }

  listenerFailed(cause: unknown, type: RealtimeEventType): void {
    const error = realtimeError('REALTIME_LISTENER_FAILED', `A listener to "${type}" failed`, { cause })
    if (type !== 'error') this.report(error)
    // A listener to errors that fails must not be told of itself.
    else this.#logger.error({ code: error.code }, `veza: realtime: ${error.message}`)
  }
}
