import { refusalError } from './errors/refusal-error.ts'
import { roomIdOf } from './events/event-reader.ts'
import type { Incidents } from './events/incidents.ts'
import type { UnknownEvent } from './events/room-event.ts'
import type { Answers } from './frames/answers.ts'
import type { Frame } from './frames/decode-frame.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { Rooms } from './rooms/rooms.ts'

/** Whom frames go to. */
export interface ReceptionContext {
  readonly answers: Answers
  readonly outbox: Pick<Outbox, 'acknowledge' | 'refuse'>
  readonly rooms: Pick<Rooms, 'take' | 'subscribed' | 'refuse'>
  readonly incidents: Incidents
  /** An event came, not an answer. */
  readonly progressed: () => void
  /** Tells of an event that is of no room. */
  readonly emit: (event: UnknownEvent) => void
  /** Takes out of a server's text what must not be printed. */
  readonly clean: (text: string) => string
}

/** Sees what each frame is about, and hands it on. */
export class Reception {
  readonly #context: ReceptionContext
  #frames = 0

  constructor(context: ReceptionContext) {
    this.#context = context
  }

  /** How many frames came. */
  get frames(): number {
    return this.#frames
  }

  /** @param exact - whether it came by `veza.v2`. */
  take(frame: Frame, exact: boolean): void {
    this.#frames++
    // What has a number is an event.
    if (frame.seq === undefined && exact && this.#isAnswer(frame)) return
    const { rooms } = this.#context
    this.#context.progressed()
    const roomId = roomIdOf(frame.payload)
    if (roomId !== undefined) rooms.take(roomId, frame)
    else this.#takeOfNoRoom(frame)
  }

  #takeOfNoRoom({ type: name, payload }: Frame): void {
    const { emit, incidents } = this.#context
    if ('room_id' in payload) incidents.malformedFrame('an event with a room id that is none')
    emit({ type: 'unknown', name, payload })
  }

  /** Whether a frame answers one of ours: then it is dealt with. */
  #isAnswer({ type, payload }: Frame): boolean {
    const { answers, outbox, rooms } = this.#context
    switch (type) {
      case 'ack': {
        const ack = answers.ack(payload)
        if (ack !== undefined) outbox.acknowledge(ack)
        return true
      }
      case 'subscribed': {
        const subscribed = answers.subscribed(payload)
        if (subscribed !== undefined) rooms.subscribed(subscribed)
        return true
      }
      case 'unsubscribed':
        return true
      case 'error':
        this.#refused(payload)
        return true
      default:
        return false
    }
  }

  #refused(payload: Frame['payload']): void {
    const { answers, clean, incidents, outbox, rooms } = this.#context
    const refusal = answers.refusal(payload)
    if (refusal === undefined) return
    const error = refusalError(refusal, clean)
    if (refusal.clientId !== undefined) {
      outbox.refuse(refusal.clientId, error)
      return
    }
    // The subscription may have settled long ago, on an earlier connection: then nobody else is told.
    if (refusal.roomId !== undefined) rooms.refuse(refusal.roomId, error)
    incidents.report(error)
  }
}
