/** A signal that is never aborted and counts who listens to it. */
export interface ListeningSignal {
  readonly signal: AbortSignal
  /** How many listen now. */
  listeners(): number
  /** How many have begun to listen, ever. */
  added(): number
}

/** Counts on the object itself: only Node.js can list the listeners of a signal. */
export function listeningSignal(): ListeningSignal {
  const { signal } = new AbortController()
  const listening = new Set<unknown>()
  let added = 0
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...parts: Parameters<typeof add>) => {
    added++
    listening.add(parts[1])
    add(...parts)
  }
  signal.removeEventListener = (...parts: Parameters<typeof remove>) => {
    listening.delete(parts[1])
    remove(...parts)
  }
  return { signal, listeners: () => listening.size, added: () => added }
}
