import { TimeoutError } from '@veza/resilience'
import type { Cancellation } from './cancellation.ts'

/**
 * A body to be read bit by bit. It fails when the server is silent for too long or the caller gives up; when it is over,
 * so is the work it belongs to.
 *
 * @param idleMs - the longest wait for the next bytes, in milliseconds.
 * @param failure - makes an error of the SDK of what the transport threw.
 */
export function streamedBody(
  body: ReadableStream<Uint8Array> | null,
  cancellation: Cancellation,
  idleMs: number,
  failure: (error: unknown) => Error,
): ReadableStream<Uint8Array> {
  const reader = body?.getReader()
  const end = () => {
    cancellation.end()
    reader?.cancel().catch(() => undefined)
  }
  return new ReadableStream<Uint8Array>(
    {
      // Only waiting for the server counts, not what the reader does meanwhile.
      start: () => cancellation.lift(),
      async pull(controller) {
        try {
          cancellation.limit(idleMs, () => silent(idleMs))
          const { done, value } = (await cancellation.race(async () => reader?.read())) ?? { done: true }
          cancellation.lift()
          if (!done && value !== undefined) return controller.enqueue(value)
          end()
          controller.close()
        } catch (error) {
          end()
          controller.error(failure(error))
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  )
}

function silent(idleMs: number): TimeoutError {
  return new TimeoutError(`No further bytes within ${Math.round(idleMs)} ms`, {
    code: 'TIMEOUT',
    retryable: true,
    remedy: 'Try again from where it stopped, or raise timeoutMs if the server is known to be slow.',
  })
}
