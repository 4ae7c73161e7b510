import type { Middleware } from '@veza/client'

/**
 * Asks the sandbox for a fault by header, on the first attempts of each call.
 *
 * @param fault - as in `X-Veza-Fault`: `status=503; retry-after=1`.
 * @param times - how many attempts to spoil. @defaultValue all of them
 */
export function faulty(fault: string, times = Number.POSITIVE_INFINITY): Middleware {
  return (request, next) =>
    next(
      request.attempt > times
        ? request
        : { ...request, headers: { ...request.headers, 'x-veza-fault': fault } },
    )
}
