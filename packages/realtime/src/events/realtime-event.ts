import type { VezaError } from '@veza/resilience'
import type { RealtimeState } from '../state/transitions.ts'
import type { RoomEvent, UnknownEvent } from './room-event.ts'

/** The conversation went from one state to another. */
export interface StateEvent {
  readonly type: 'state'
  readonly state: RealtimeState
  readonly previous: RealtimeState
}

/**
 * Something failed, and the conversation goes on. What ends it is told by `closed`, by the streams of events and by
 * `send()` as well.
 */
export interface ErrorEvent {
  readonly type: 'error'
  readonly error: VezaError
}

/** Whatever happens in a conversation. */
export type RealtimeEvent = RoomEvent | UnknownEvent | StateEvent | ErrorEvent

/** The name of an event. */
export type RealtimeEventType = RealtimeEvent['type']

/** The event of a name. */
export type RealtimeEventOf<T extends RealtimeEventType> = Extract<RealtimeEvent, { readonly type: T }>

/** Is called with each event of a name. What it throws, or what it returns rejects with, becomes an `error` event. */
export type RealtimeListener<T extends RealtimeEventType> = (event: RealtimeEventOf<T>) => unknown
