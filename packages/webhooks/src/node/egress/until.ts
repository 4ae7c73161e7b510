import { once } from 'node:events'
import type { Socket } from 'node:net'

/**
 * Waits for an event of a socket, and destroys the socket where it does not come.
 *
 * @throws the socket's error, or the signal's reason.
 */
export async function untilEvent(socket: Socket, event: string, signal: AbortSignal): Promise<void> {
  try {
    await once(socket, event, { signal })
  } catch (error) {
    socket.destroy()
    throw signal.aborted ? signal.reason : error
  }
}

/**
 * Waits for work that cannot be stopped, no longer than until the signal.
 *
 * @throws what the work throws, or the signal's reason.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const stop = () => aborted.reject(signal.reason)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
