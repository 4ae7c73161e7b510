import { type RealtimeState, type Step, transitions } from './transitions.ts'

/** Where a conversation stands. It moves by the table of transitions, and by nothing else. */
export class StateMachine {
  readonly #onChange: (state: RealtimeState, previous: RealtimeState) => void
  #state: RealtimeState = 'idle'

  /** @param onChange - is told of every change, after it. */
  constructor(onChange: (state: RealtimeState, previous: RealtimeState) => void) {
    this.#onChange = onChange
  }

  get state(): RealtimeState {
    return this.#state
  }

  /**
   * Takes a step.
   *
   * @throws TypeError where the table has no such step: a mistake of this package's.
   */
  take(step: Step): void {
    const previous = this.#state
    const next = transitions[previous][step]
    if (next === undefined) throw new TypeError(`No ${step} in the state ${previous}`)
    if (next === 'same') return
    this.#state = next
    this.#onChange(next, previous)
  }
}
