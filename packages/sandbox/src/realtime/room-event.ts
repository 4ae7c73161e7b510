const encoder = new TextEncoder()

/** A frame as it goes over the wire. */
export function frameBytes(type: string, payload: object): Uint8Array {
  return encoder.encode(`${opening(type, payload)}}`)
}

function opening(type: string, payload: object): string {
  return `{"type":${JSON.stringify(type)},"payload":${JSON.stringify(payload)}`
}

/** Something that happened in a room. It is written and encoded once, however many are told. */
export class RoomEvent {
  readonly seq: number
  /** When, in milliseconds since the Unix epoch. */
  readonly at: number
  /** The frame with its place in the room's sequence. */
  readonly exact: Uint8Array
  readonly #opening: string
  #plain: Uint8Array | undefined

  constructor(type: string, payload: object, epoch: string, seq: number, at: number) {
    this.seq = seq
    this.at = at
    this.#opening = opening(type, payload)
    this.exact = encoder.encode(`${this.#opening},"epoch":"${epoch}","seq":${seq}}`)
  }

  /** The frame without: nobody may need it. */
  get plain(): Uint8Array {
    this.#plain ??= encoder.encode(`${this.#opening}}`)
    return this.#plain
  }
}
