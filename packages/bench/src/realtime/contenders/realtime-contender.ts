/** One way to receive messages that is measured. */
export interface RealtimeContender {
  /** Name on the command line and in the results. */
  readonly name: string
  /** Name in the tables. */
  readonly label: string
  readonly kind: 'ours' | 'yardstick' | 'peer'
  /** Its adapter in `peers/realtime`. */
  readonly adapter: string
  /** The protocol that the server speaks with it. */
  readonly wire: string
  /** Its package; `ws` stands for the yardstick. */
  readonly package: string
  /** A one-line program, to see what its bundle weighs. */
  readonly program?: string
}
