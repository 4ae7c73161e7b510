import { expect, test } from 'vitest'
import { wires } from './wires.ts'

function answerOf(wire: string, text: string) {
  return wires[wire]?.answer(text)
}

function eventOf(wire: string): unknown {
  return JSON.parse(wires[wire]?.event(7).replace(/^42/, '') ?? '')
}

const message = expect.objectContaining({ id: 1_000_007, room_id: 123 })

test('every message has 200 bytes, and a time of its own', () => {
  const sizes = [1, 99_999, 310_000].map((number) => {
    const { payload } = JSON.parse(wires['bare']?.event(number) ?? '') as { readonly payload: object }
    return JSON.stringify(payload).length
  })
  expect(sizes).toEqual([200, 200, 200])
  expect(wires['bare']?.event(1)).not.toContain('17:00:00')
})

test('ours: the guide’s frames, and numbered ones', () => {
  expect(answerOf('bare', 'anything')).toEqual({ texts: [] })
  expect(answerOf('veza.v1', '{"type":"subscribe","payload":{"room_id":123}}')?.subscribed).toBe(true)
  expect(eventOf('veza.v1')).toEqual({ type: 'message', payload: message })
  const subscribed = answerOf('veza.v2', '{"type":"subscribe","payload":{"room_id":123}}')
  expect(subscribed?.texts.join()).toContain('"head":0')
  expect(answerOf('veza.v2', '{"type":"ping","payload":{}}')?.texts).toEqual(['{"type":"pong","payload":{}}'])
  expect(answerOf('veza.v2', '{"type":"typing","payload":{}}')).toEqual({ texts: [] })
  expect(eventOf('veza.v2')).toMatchObject({ seq: 7, payload: message })
  expect(eventOf('bare.v2')).toEqual(eventOf('veza.v2'))
})

test('Phoenix, version 2.0.0 of its serializer, and Supabase’s broadcasts in it', () => {
  expect(answerOf('phoenix', '["1","1","room:123","phx_join",{}]')).toEqual({
    texts: ['["1","1","room:123","phx_reply",{"status":"ok","response":{}}]'],
    subscribed: true,
  })
  expect(answerOf('phoenix', '[null,"2","phoenix","heartbeat",{}]')?.subscribed).toBe(false)
  expect(eventOf('phoenix')).toEqual([null, null, 'room:123', 'message', message])
  expect(eventOf('supabase')).toEqual([
    null,
    null,
    'realtime:room:123',
    'broadcast',
    { type: 'broadcast', event: 'message', payload: message },
  ])
})

test('Socket.IO over Engine.IO 4', () => {
  expect(answerOf('socket.io', '40')).toEqual({ texts: ['40{"sid":"bench"}'], subscribed: true })
  expect(answerOf('socket.io', '3')).toEqual({ texts: [] })
  expect(eventOf('socket.io')).toEqual(['message', message])
})

test('Centrifuge, commands one by one and several to a frame', () => {
  const both = answerOf('centrifuge', '{"id":1,"connect":{}}\n{"id":2,"subscribe":{"channel":"room:123"}}')
  expect(both?.texts.map((text) => JSON.parse(text))).toMatchObject([
    { id: 1, connect: { client: 'bench' } },
    { id: 2, subscribe: {} },
  ])
  expect(both?.subscribed).toBe(true)
  expect(answerOf('centrifuge', '{}')).toEqual({ texts: [], subscribed: false })
  expect(eventOf('centrifuge')).toEqual({ push: { channel: 'room:123', pub: { data: message } } })
})
