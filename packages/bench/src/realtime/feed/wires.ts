import { roomMessage } from './room-message.ts'

/** What the server of a contender's protocol says: just enough to subscribe to one room. */
export interface Wire {
  readonly subprotocol?: string
  /** What it sends first. */
  readonly greeting: readonly string[]
  /** Events begin at once: there is nothing to subscribe to. */
  readonly atOnce?: boolean
  /** What it answers to a text; events begin after `subscribed`. */
  readonly answer: (text: string) => Answer
  /** The frame of the event with this number, from 1. */
  readonly event: (number: number) => string
}

interface Answer {
  readonly texts: readonly string[]
  readonly subscribed?: boolean
}

/** Each protocol by its name in the address. */
export const wires: Readonly<Record<string, Wire>> = {
  /** For clients without a protocol: the guide's frames, from the start. */
  bare: {
    greeting: [],
    atOnce: true,
    answer: () => ({ texts: [] }),
    event: (number) => plainEvent(number),
  },
  'veza.v1': {
    subprotocol: 'veza.v1',
    greeting: [],
    answer: (text) => ({ texts: [], subscribed: JSON.parse(text).type === 'subscribe' }),
    event: (number) => plainEvent(number),
  },
  'veza.v2': {
    subprotocol: 'veza.v2',
    greeting: [
      '{"type":"hello","payload":{"session":"bench","heartbeat_ms":60000,"resume_window_ms":60000,"max_payload":1048576}}',
    ],
    answer(text) {
      const { type, payload } = JSON.parse(text)
      if (type === 'ping') return { texts: [JSON.stringify({ type: 'pong', payload })] }
      if (type !== 'subscribe') return { texts: [] }
      const answer = { room_id: payload.room_id, epoch, head: 0, replayed: 0, last_message_id: 0 }
      return { texts: [JSON.stringify({ type: 'subscribed', payload: answer })], subscribed: true }
    },
    event: (number) => exactEvent(number),
  },
  'bare.v2': {
    greeting: [],
    atOnce: true,
    answer: () => ({ texts: [] }),
    event: (number) => exactEvent(number),
  },
  phoenix: phoenixWire('room:123', 'message', (number) => roomMessage(number)),
  supabase: phoenixWire('realtime:room:123', 'broadcast', (number) => ({
    type: 'broadcast',
    event: 'message',
    payload: roomMessage(number),
  })),
  'socket.io': {
    greeting: [
      '0{"sid":"bench","upgrades":[],"pingInterval":600000,"pingTimeout":600000,"maxPayload":1000000}',
    ],
    // 40 opens the namespace.
    answer: (text) =>
      text.startsWith('40') ? { texts: ['40{"sid":"bench"}'], subscribed: true } : { texts: [] },
    event: (number) => `42${JSON.stringify(['message', roomMessage(number)])}`,
  },
  centrifuge: {
    greeting: [],
    answer(text) {
      // Commands may come several to a frame, one a line.
      const commands: Readonly<Record<string, unknown>>[] = text.split('\n').map((line) => JSON.parse(line))
      const texts = commands.flatMap(({ id, connect, subscribe }) => {
        if (connect !== undefined)
          return [JSON.stringify({ id, connect: { client: 'bench', version: 'bench' } })]
        return subscribe === undefined ? [] : [JSON.stringify({ id, subscribe: {} })]
      })
      return { texts, subscribed: commands.some(({ subscribe }) => subscribe !== undefined) }
    },
    event: (number) => JSON.stringify({ push: { channel: 'room:123', pub: { data: roomMessage(number) } } }),
  },
}

const epoch = 'k3v9x2a7'

function plainEvent(number: number): string {
  return JSON.stringify({ type: 'message', payload: roomMessage(number) })
}

function exactEvent(number: number): string {
  return JSON.stringify({ type: 'message', payload: roomMessage(number), epoch, seq: number })
}

/** Version 2.0.0 of Phoenix's serializer. */
function phoenixWire(topic: string, event: string, payload: (number: number) => object): Wire {
  return {
    greeting: [],
    answer(text) {
      const [joinRef, ref, to, name] = JSON.parse(text)
      const reply = [joinRef, ref, to, 'phx_reply', { status: 'ok', response: {} }]
      return { texts: [JSON.stringify(reply)], subscribed: name === 'phx_join' }
    },
    event: (number) => JSON.stringify([null, null, topic, event, payload(number)]),
  }
}
