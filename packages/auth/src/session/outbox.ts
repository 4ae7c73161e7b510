import type { SessionEvent, SessionListener } from './session-event.ts'

/** Gathers what happens and tells it when the session says so: not before its state has settled. */
export class Outbox {
  readonly #listeners = new Set<SessionListener>()
  #events: SessionEvent[] = []

  /** @returns stops telling. */
  add(listener: SessionListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  push(event: SessionEvent): void {
    this.#events.push(event)
  }

  deliver(): void {
    const events = this.#events
    this.#events = []
    for (const event of events) {
      for (const listener of this.#listeners) {
        // Later, and each by itself: a listener may hang, throw, or call the session.
        queueMicrotask(() => void tell(listener, event))
      }
    }
  }
}

async function tell(listener: SessionListener, event: SessionEvent): Promise<void> {
  try {
    await listener(event)
  } catch {
    // The listener's own affair.
  }
}
