/** Waits, or until the connection is closed. */
export function elapsed(ms: number, closed?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      closed?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    closed?.addEventListener('abort', end)
  })
}

/** Waits until the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
