/**
 * What a conversation is doing. `idle`: not begun. `connecting`: opening a socket, until the server has shown that it
 * accepts the token. `resuming`: asking for the rooms, and for what was missed. `ready`: all is as it should be.
 * `waiting`: until the next attempt. `closing`: until the socket has closed. `closed`: for good.
 */
export type RealtimeState = 'idle' | 'connecting' | 'resuming' | 'ready' | 'waiting' | 'closing' | 'closed'

/** What moves a conversation from state to state. */
export type Step =
  /** `connect()` was called. */
  | 'connect'
  /** The server has accepted the connection. */
  | 'opened'
  /** Every room is subscribed, and what was missed is here. */
  | 'resumed'
  /** The connection is gone, and another may follow. */
  | 'lost'
  /** The wait is over. */
  | 'due'
  /** `close()` was called. */
  | 'close'
  /** The socket has closed, as it was told to. */
  | 'ended'
  /** Nothing more can be done. */
  | 'failed'

/** The next state; `'same'` where the step changes nothing; `undefined` where it cannot happen. */
type Next = RealtimeState | 'same' | undefined

const none = undefined

/**
 * The state machine, whole: every state with every step, and the state that follows; `'same'` where the step changes
 * nothing, `undefined` where it cannot happen. Its picture in the documentation is drawn from it.
 *
 * @example
 * ```ts
 * import { transitions } from '@veza/realtime'
 *
 * console.log(transitions.ready.lost) // waiting
 * ```
 */
export const transitions: Readonly<Record<RealtimeState, Readonly<Record<Step, Next>>>> = {
  idle: {
    connect: 'connecting',
    opened: none,
    resumed: none,
    lost: none,
    due: none,
    close: 'closed',
    ended: none,
    failed: none,
  },
  connecting: {
    connect: none,
    opened: 'resuming',
    resumed: none,
    lost: 'waiting',
    due: none,
    close: 'closing',
    ended: none,
    failed: 'closed',
  },
  resuming: {
    connect: none,
    opened: none,
    resumed: 'ready',
    lost: 'waiting',
    due: none,
    close: 'closing',
    ended: none,
    failed: 'closed',
  },
  ready: {
    connect: none,
    opened: none,
    resumed: 'same',
    lost: 'waiting',
    due: none,
    close: 'closing',
    ended: none,
    failed: 'closed',
  },
  waiting: {
    connect: none,
    opened: none,
    resumed: none,
    lost: none,
    due: 'connecting',
    close: 'closed',
    ended: none,
    failed: 'closed',
  },
  closing: {
    connect: none,
    opened: none,
    resumed: none,
    lost: none,
    due: none,
    close: 'same',
    ended: 'closed',
    failed: none,
  },
  closed: {
    connect: none,
    opened: none,
    resumed: none,
    lost: none,
    due: none,
    close: 'same',
    ended: none,
    failed: none,
  },
}
