import type { Receiver } from '../handle/receiver.ts'

/** What every `webhookHandler` has besides being callable. */
export interface Idling {
  /** Waits until no listener is at work any more: call it on shutdown, after the server has stopped listening. */
  idle(): Promise<void>
}

/** A handler in a framework's own form, with `idle()`. */
export function handlerFunction<F extends (...args: never[]) => unknown>(
  receiver: Receiver,
  call: F,
): F & Idling {
  return Object.assign(call, { idle: () => receiver.idle() })
}
