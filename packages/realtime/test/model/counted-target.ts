/** Counts who listens to it. */
export class CountedTarget {
  readonly #target = new EventTarget()
  readonly #listening = new Map<string, Set<unknown>>()

  /** How many listeners there are. */
  get size(): number {
    return [...this.#listening.values()].reduce((sum, { size }) => sum + size, 0)
  }

  /** So that it can stand in for the global object. */
  readonly addEventListener = (type: string, listener: EventListener): void => {
    this.#listening.set(type, (this.#listening.get(type) ?? new Set()).add(listener))
    this.#target.addEventListener(type, listener)
  }

  readonly removeEventListener = (type: string, listener: EventListener): void => {
    this.#listening.get(type)?.delete(listener)
    this.#target.removeEventListener(type, listener)
  }

  dispatch(type: string): void {
    this.#target.dispatchEvent(new Event(type))
  }
}
