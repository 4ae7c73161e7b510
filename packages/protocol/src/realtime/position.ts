/**
 * A place in a room's sequence of events: all up to it have been dealt with. It means something only to a server that
 * speaks `veza.v2`.
 */
export interface Position {
  /** Names the sequence: a server that has lost it begins another. */
  readonly epoch: string
  /** The number of the last event, from 1; 0 before the first. */
  readonly seq: number
}
