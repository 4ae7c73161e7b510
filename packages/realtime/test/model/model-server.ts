import type { HistoryPage, RoomMessage } from '../../src/index.ts'
import type { Inbound, ModelPeer } from './model-peer.ts'

/** A message that a room has. */
interface Stored {
  readonly id: number
  readonly roomId: number
  readonly content: string
}

interface ModelRoom {
  epoch: string
  /** The messages of this epoch: the first has the number 1. */
  events: Stored[]
  /** All that there ever were. */
  readonly messages: Stored[]
}

/** So many events can be replayed. */
const replayed = 6
const pageSize = 3
const timestamp = '2026-07-01T00:00:00.000Z'

type Payload = Readonly<Record<string, unknown>>

/** The platform, as small as it can be: both protocols, without time, without faults of its own. */
export class ModelServer {
  readonly #rooms = new Map<number, ModelRoom>()
  readonly #peers: ModelPeer[] = []
  readonly #known = new Map<string, Stored>()
  #lastId = 100
  #epochs = 0

  add(peer: ModelPeer): void {
    this.#peers.push(peer)
  }

  get peers(): readonly ModelPeer[] {
    return this.#peers
  }

  /** The newest connection, if it has not ended. */
  get current(): ModelPeer | undefined {
    const last = this.#peers.at(-1)
    return last?.isEnded === false ? last : undefined
  }

  /** The ids of a room's messages, the oldest first. */
  ids(roomId: number): readonly number[] {
    return this.#room(roomId).messages.map(({ id }) => id)
  }

  /** The contents of what clients have sent, in the order it was stored. */
  contents(): readonly string[] {
    const all = [...this.#rooms.values()].flatMap(({ messages }) => messages)
    return all.sort((a, b) => a.id - b.id).map(({ content }) => content)
  }

  /** Lets a connection in. */
  accept(peer: ModelPeer, exact: boolean): void {
    peer.open(exact ? 'veza.v2' : '')
    peer.isAccepted = true
    const hello = { session: 's', heartbeat_ms: 30_000, resume_window_ms: 60_000, max_payload: 65_536 }
    if (exact) peer.say({ type: 'hello', payload: hello })
  }

  /** Somebody says something. */
  post(roomId: number, content = 'from somebody'): Stored {
    const room = this.#room(roomId)
    const message = { id: ++this.#lastId, roomId, content }
    room.messages.push(message)
    room.events.push(message)
    for (const peer of this.#peers)
      if (peer.rooms.has(roomId)) peer.say(this.event(peer, roomId, room.events.length))
    return message
  }

  /** The frame of an event. */
  event({ protocol }: ModelPeer, roomId: number, seq: number): object {
    const { epoch, events } = this.#room(roomId)
    const { id = 0, content = '' } = events[seq - 1] ?? {}
    const payload = { room_id: roomId, user_id: 1, username: 'ada', content, timestamp, id }
    return { type: 'message', payload, ...(protocol === 'veza.v2' && { epoch, seq }) }
  }

  /** How many events a room has in this epoch. */
  head(roomId: number): number {
    return this.#room(roomId).events.length
  }

  /** Every connection ends, and sequences are forgotten; messages are not. */
  restart(): void {
    for (const room of this.#rooms.values()) {
      room.epoch = `e${++this.#epochs}`
      room.events = []
    }
    for (const peer of this.#peers) {
      peer.rooms.clear()
      peer.end({ code: 1006, reason: '' })
    }
  }

  /** Handles the next thing that came over a connection. */
  serve(peer: ModelPeer): void {
    const next = peer.inbound.shift()
    if (next !== undefined) this.#handle(peer, next)
  }

  readonly history = (roomId: number, beforeId: number | undefined): Promise<HistoryPage> => {
    const older = this.#room(roomId).messages.filter(({ id }) => beforeId === undefined || id < beforeId)
    const messages = older.slice(-pageSize).reverse()
    return Promise.resolve({ messages: messages.map(modelOf), hasMore: older.length > pageSize })
  }

  #handle(peer: ModelPeer, inbound: Inbound): void {
    if ('ping' in inbound) peer.pong(inbound.ping)
    else if ('close' in inbound) {
      peer.rooms.clear()
      peer.hangUp({ code: 1000, reason: '' })
    } else this.#frame(peer, inbound.text)
  }

  #frame(peer: ModelPeer, text: string): void {
    const { type, payload } = JSON.parse(text) as { type: string; payload: Payload }
    const exact = peer.protocol === 'veza.v2'
    if (type === 'subscribe') this.#subscribe(peer, payload, exact)
    else if (type === 'unsubscribe') this.#unsubscribe(peer, payload, exact)
    else if (type === 'message') this.#message(peer, payload, exact)
    else if (type === 'ping' && exact) peer.say({ type: 'pong', payload })
    else if (type === 'authenticate' && exact) peer.say({ type: 'authenticated', payload: {} })
  }

  #subscribe(peer: ModelPeer, { room_id, since }: Payload, exact: boolean): void {
    const roomId = Number(room_id)
    const { epoch, events, messages } = this.#room(roomId)
    peer.rooms.add(roomId)
    if (!exact) return
    const head = events.length
    const { epoch: theirs, seq = head } = (since ?? { epoch }) as { epoch: string; seq?: number }
    const covered = theirs === epoch && seq <= head && head - seq <= replayed
    const lastId = messages.at(-1)?.id ?? 0
    const answer = { room_id: roomId, epoch, head, last_message_id: lastId }
    peer.say({ type: 'subscribed', payload: covered ? { ...answer, replayed: head - seq } : answer })
    for (let next = seq + 1; covered && next <= head; next++) peer.say(this.event(peer, roomId, next))
  }

  #unsubscribe(peer: ModelPeer, { room_id }: Payload, exact: boolean): void {
    peer.rooms.delete(Number(room_id))
    if (exact) peer.say({ type: 'unsubscribed', payload: { room_id } })
  }

  #message(peer: ModelPeer, { room_id, content, client_id }: Payload, exact: boolean): void {
    const known = this.#known.get(String(client_id))
    const { id, roomId } = (exact ? known : undefined) ?? this.post(Number(room_id), String(content))
    if (!exact) return
    this.#known.set(String(client_id), { id, roomId, content: String(content) })
    peer.say({ type: 'ack', payload: { client_id, id, room_id: roomId, timestamp } })
  }

  #room(roomId: number): ModelRoom {
    let room = this.#rooms.get(roomId)
    if (room === undefined) {
      room = { epoch: `e${++this.#epochs}`, events: [], messages: [] }
      this.#rooms.set(roomId, room)
    }
    return room
  }
}

function modelOf({ id, roomId, content }: Stored): RoomMessage {
  return { id, roomId, userId: 1, content, createdAt: new Date(timestamp) }
}
