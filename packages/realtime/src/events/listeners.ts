import { EventEmitter } from 'eventemitter3'
import type { RealtimeEvent, RealtimeEventType, RealtimeListener } from './realtime-event.ts'

type Listener = (event: RealtimeEvent) => unknown

/** What is told of listeners that take their time, or fail. */
export interface ListenerWatch {
  /** A listener goes on after it has returned. */
  begun(event: RealtimeEvent): void
  ended(event: RealtimeEvent): void
  failed(cause: unknown, type: RealtimeEventType): void
}

/** Who listens to what. A listener that fails keeps no other from its event. */
export class Listeners {
  readonly #emitter = new EventEmitter<RealtimeEventType>()
  readonly #wrapped = new Map<RealtimeEventType, Map<Listener, Listener>>()
  readonly #watch: ListenerWatch

  constructor(watch: ListenerWatch) {
    this.#watch = watch
  }

  on<T extends RealtimeEventType>(type: T, listener: RealtimeListener<T>): void {
    const own = listener as Listener
    this.#add(type, own, (event) => this.#call(own, event))
  }

  once<T extends RealtimeEventType>(type: T, listener: RealtimeListener<T>): void {
    const own = listener as Listener
    this.#add(type, own, (event) => {
      this.off(type, listener)
      this.#call(own, event)
    })
  }

  off<T extends RealtimeEventType>(type: T, listener: RealtimeListener<T>): void {
    const wrapped = this.#wrapped.get(type)?.get(listener as Listener)
    if (wrapped === undefined) return
    this.#wrapped.get(type)?.delete(listener as Listener)
    this.#emitter.off(type, wrapped)
  }

  emit(event: RealtimeEvent): void {
    this.#emitter.emit(event.type, event)
  }

  /** Listening twice with one function is listening once, as with `EventTarget`. */
  #add(type: RealtimeEventType, listener: Listener, wrapped: Listener): void {
    const ofType = this.#wrapped.get(type) ?? new Map<Listener, Listener>()
    this.#wrapped.set(type, ofType)
    if (ofType.has(listener)) return
    ofType.set(listener, wrapped)
    this.#emitter.on(type, wrapped)
  }

  #call(listener: Listener, event: RealtimeEvent): void {
    try {
      const result = listener(event)
      if (isThenable(result)) void this.#follow(result, event)
    } catch (cause) {
      this.#watch.failed(cause, event.type)
    }
  }

  async #follow(result: PromiseLike<unknown>, event: RealtimeEvent): Promise<void> {
    this.#watch.begun(event)
    try {
      await result
    } catch (cause) {
      this.#watch.failed(cause, event.type)
    }
    this.#watch.ended(event)
  }
}

/** Not every promise is one of this realm's. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function'
}
