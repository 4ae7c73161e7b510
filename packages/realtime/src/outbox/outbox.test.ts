import { isVezaError } from '@veza/resilience'
import { ManualClock } from '@veza/resilience/testing'
import { describe, expect, test } from 'vitest'
import { realtimeError } from '../errors/realtime-error.ts'
import type { QueueOptions } from '../options/realtime-options.ts'
import type { OutgoingMessage, SentMessage } from './messages.ts'
import { Outbox, type OutboxLink } from './outbox.ts'

/** A connection that notes what was sent. */
class NotedLink implements OutboxLink {
  readonly exact: boolean
  readonly texts: string[] = []
  readonly left: (() => void)[] = []
  bufferedBytes = 0

  constructor(exact = true) {
    this.exact = exact
  }

  get ids(): unknown[] {
    return this.texts.map(
      (text) => (JSON.parse(text) as { payload: { client_id?: string } }).payload.client_id,
    )
  }

  send(text: string): void {
    this.texts.push(text)
  }

  deliver(text: string, handled: () => void): void {
    this.send(text)
    this.left.push(handled)
  }
}

function outbox(queue: QueueOptions = {}, sendTimeoutMs = 60_000) {
  const clock = new ManualClock()
  const whole = { maxMessages: 3, maxBytes: 1_048_576, whenFull: 'reject', ...queue } as const
  return { clock, box: new Outbox({ clock, sendTimeoutMs, maxFrameBytes: 1_048_576, queue: whole }) }
}

const message = (clientId: string, content = 'Hello'): OutgoingMessage => ({ roomId: 1, content, clientId })
const ack = (clientId: string, id = 1) => ({ clientId, id, roomId: 1 })

/** Whoever waited for a place goes on. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** What became of a message: its id, or the code it failed with, marked where it may have arrived. */
async function fate(sent: Promise<SentMessage>): Promise<unknown> {
  try {
    return (await sent).id
  } catch (error) {
    if (!isVezaError(error)) throw error
    return error.code + (error.outcomeUnknown ? '?' : '')
  }
}

describe('a message in veza.v2', () => {
  test('is sent with its id, and done with when it is acknowledged', async () => {
    const { box } = outbox()
    const link = new NotedLink()
    box.attach(link, undefined)
    const sent = box.send({ ...message('a'), metadata: { b: 1 } })
    expect(JSON.parse(link.texts[0] ?? '')).toEqual({
      type: 'message',
      payload: { room_id: 1, content: 'Hello', client_id: 'a', metadata: { b: 1 } },
    })
    expect([box.size, box.bytes]).toEqual([1, link.texts[0]?.length])
    box.acknowledge({ ...ack('a', 7), timestamp: new Date(5) })
    expect(await sent).toEqual({
      roomId: 1,
      clientId: 'a',
      acknowledged: true,
      id: 7,
      createdAt: new Date(5),
    })
    expect([box.size, box.bytes]).toEqual([0, 0])
  })

  test('waits for a connection, and is sent again on the next, in order', async () => {
    const { box } = outbox()
    const sent = [box.send(message('a')), box.send(message('b'))]
    const first = new NotedLink()
    box.attach(first, undefined)
    box.acknowledge(ack('a'))
    box.detach(false)
    sent.push(box.send(message('c')))
    const second = new NotedLink()
    box.attach(second, undefined)
    expect([first.ids, second.ids]).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ])
    box.acknowledge(ack('b', 2))
    box.acknowledge(ack('c', 3))
    expect(await Promise.all(sent.map(fate))).toEqual([1, 2, 3])
  })

  test('twice with one id is sent once, and both are told', async () => {
    const { box } = outbox()
    const link = new NotedLink()
    box.attach(link, undefined)
    const both = [box.send(message('a')), box.send(message('a'))]
    box.acknowledge(ack('a', 5))
    expect(await Promise.all(both.map(fate))).toEqual([5, 5])
    expect(link.ids).toEqual(['a'])
  })

  test('who sends the same and gives up, gives up alone', async () => {
    const { box } = outbox()
    box.attach(new NotedLink(), undefined)
    const stop = new AbortController()
    const both = [box.send(message('a')), box.send(message('a'), stop.signal)]
    stop.abort()
    expect(await fate(both[1] as Promise<SentMessage>)).toBe('ABORTED?')
    box.acknowledge(ack('a', 5))
    expect(await fate(both[0] as Promise<SentMessage>)).toBe(5)
  })

  test('what is acknowledged or refused and was not sent changes nothing', () => {
    const { box } = outbox()
    box.acknowledge(ack('a'))
    box.refuse('a', realtimeError('REALTIME_CLOSED', ''))
    expect(box.size).toBe(0)
  })

  test('one that the server refuses fails with what it said', async () => {
    const { box } = outbox()
    box.attach(new NotedLink(), undefined)
    const sent = fate(box.send(message('a')))
    box.refuse('a', realtimeError('REALTIME_FRAME_INVALID', ''))
    expect(await sent).toBe('REALTIME_FRAME_INVALID')
  })
})

describe('a message in the guide’s protocol', () => {
  test('is done with when it has left', async () => {
    const { box } = outbox()
    const link = new NotedLink(false)
    box.attach(link, undefined)
    const sent = box.send(message('a'))
    expect(JSON.parse(link.texts[0] ?? '')).toEqual({
      type: 'message',
      payload: { room_id: 1, content: 'Hello' },
    })
    link.left[0]?.()
    expect(await sent).toEqual({ roomId: 1, clientId: 'a', acknowledged: false })
  })

  test('is not sent again: it may have arrived', async () => {
    const { box } = outbox()
    box.attach(new NotedLink(false), undefined)
    const sent = fate(box.send(message('a')))
    box.detach(false)
    expect(await sent).toBe('CONNECTION_RESET?')
  })

  test('nor is one that went out by veza.v2 before', async () => {
    const { box } = outbox()
    box.attach(new NotedLink(), undefined)
    const sent = fate(box.send(message('a')))
    box.detach(false)
    const waiting = box.send(message('b'))
    const plain = new NotedLink(false)
    box.attach(plain, undefined)
    expect(await sent).toBe('CONNECTION_RESET?')
    expect(plain.texts).toHaveLength(1)
    plain.left[0]?.()
    expect((await waiting).acknowledged).toBe(false)
  })

  test('cannot carry metadata, and says so', async () => {
    const { box } = outbox()
    const link = new NotedLink(false)
    box.attach(link, undefined)
    expect(await fate(box.send({ ...message('a'), metadata: { b: 1 } }))).toBe('INVALID_OPTION')
    expect(link.texts).toEqual([])
  })
})

describe('a full queue', () => {
  test('refuses more', async () => {
    const { box } = outbox()
    const sent = ['a', 'b', 'c', 'd'].map((id) => fate(box.send(message(id))))
    expect(await sent[3]).toBe('REALTIME_QUEUE_FULL')
    expect(box.size).toBe(3)
  })

  test('may be full of bytes', async () => {
    const { box } = outbox({ maxBytes: 200 })
    void fate(box.send(message('a', 'x'.repeat(50))))
    expect(await fate(box.send(message('b', 'x'.repeat(50))))).toBe('REALTIME_QUEUE_FULL')
    expect(await fate(box.send(message('b', 'x'.repeat(300))))).toBe('REALTIME_MESSAGE_TOO_LARGE')
  })

  test('drops the oldest that was never sent, and keeps none of what it dropped', async () => {
    const { box } = outbox({ whenFull: 'drop-oldest' })
    const link = new NotedLink()
    box.attach(link, undefined)
    const fates = [fate(box.send(message('sent')))]
    box.detach(false)
    for (let n = 0; n < 1000; n++) fates.push(fate(box.send(message(`m${n}`))))
    expect(box.size).toBe(3)
    const second = new NotedLink()
    box.attach(second, undefined)
    expect(second.ids).toEqual(['sent', 'm998', 'm999'])
    for (const id of second.ids) box.acknowledge(ack(String(id)))
    const dropped = Array.from({ length: 998 }, () => 'REALTIME_MESSAGE_DROPPED')
    expect(await Promise.all(fates)).toEqual([1, ...dropped, 1, 1])
  })

  test('refuses where everything was sent already', async () => {
    const { box } = outbox({ whenFull: 'drop-oldest', maxMessages: 1 })
    box.attach(new NotedLink(), undefined)
    void fate(box.send(message('a')))
    expect(await fate(box.send(message('b')))).toBe('REALTIME_QUEUE_FULL')
  })

  test('lets wait, and who came first goes first', async () => {
    const { box } = outbox({ whenFull: 'wait', maxMessages: 1 })
    const link = new NotedLink()
    box.attach(link, undefined)
    const fates = ['a', 'b', 'c'].map((id) => fate(box.send(message(id))))
    for (const id of ['a', 'b', 'c']) {
      await turn()
      expect(link.ids.at(-1)).toBe(id)
      box.acknowledge(ack(id))
      await fates[['a', 'b', 'c'].indexOf(id)]
    }
    expect(await Promise.all(fates)).toEqual([1, 1, 1])
  })

  test('lets wait until the signal is aborted', async () => {
    const { box } = outbox({ whenFull: 'wait', maxMessages: 1 })
    const link = new NotedLink()
    box.attach(link, undefined)
    const stop = new AbortController()
    const fates = [box.send(message('a')), box.send(message('b'), stop.signal), box.send(message('c'))].map(
      fate,
    )
    stop.abort()
    expect(await fates[1]).toBe('ABORTED')
    box.acknowledge(ack('a'))
    await fates[0]
    box.acknowledge(ack('c'))
    expect(await fates[2]).toBe(1)
    expect(link.ids).toEqual(['a', 'c'])
  })

  test('two that wait with one id are both told', async () => {
    const { box } = outbox({ whenFull: 'wait', maxMessages: 2 })
    const link = new NotedLink()
    box.attach(link, undefined)
    const before = [box.send(message('a')), box.send(message('b'))]
    const both = [box.send(message('c')), box.send(message('c'))].map(fate)
    await turn()
    box.acknowledge(ack('a'))
    box.acknowledge(ack('b'))
    await Promise.all(before)
    await turn()
    box.acknowledge(ack('c', 9))
    expect(await Promise.all(both)).toEqual([9, 9])
    expect(link.ids).toEqual(['a', 'b', 'c'])
    expect([box.size, box.bytes]).toEqual([0, 0])
  })

  test('the time to send begins with a place in the queue', async () => {
    const { box, clock } = outbox({ whenFull: 'wait', maxMessages: 1 }, 1000)
    const fates = [fate(box.send(message('a'))), fate(box.send(message('b')))]
    await clock.advance(1000)
    expect(await fates[0]).toBe('TIMEOUT')
    const link = new NotedLink()
    box.attach(link, undefined)
    box.acknowledge(ack('b'))
    expect(await fates[1]).toBe(1)
  })
})

describe('a message that does not get through', () => {
  test('is given up in time, and says whether it may have arrived', async () => {
    const { box, clock } = outbox({}, 1000)
    box.attach(new NotedLink(), undefined)
    const first = fate(box.send(message('a')))
    await clock.advance(500)
    box.detach(false)
    const second = fate(box.send(message('b')))
    await clock.advance(500)
    expect(await first).toBe('TIMEOUT?')
    expect(box.size).toBe(1)
    await clock.advance(500)
    expect(await second).toBe('TIMEOUT')
    expect(clock.pending).toBe(0)
  })

  test('is given up by its signal', async () => {
    const { box } = outbox()
    const stop = new AbortController()
    const unsent = fate(box.send(message('a'), stop.signal))
    stop.abort()
    expect(await unsent).toBe('ABORTED')
    expect(await fate(box.send(message('b'), stop.signal))).toBe('ABORTED')
    expect(box.size).toBe(0)
  })

  test('ends with the conversation, also where it waits for a place', async () => {
    const { box, clock } = outbox({ whenFull: 'wait', maxMessages: 2 })
    box.attach(new NotedLink(), undefined)
    const fates = [fate(box.send(message('a')))]
    await turn()
    box.detach(false)
    fates.push(fate(box.send(message('b'))), fate(box.send(message('c'))))
    box.close(realtimeError('REALTIME_CLOSED', ''))
    fates.push(fate(box.send(message('d'))))
    expect(await Promise.all(fates)).toEqual([
      'REALTIME_CLOSED?',
      'REALTIME_CLOSED',
      'REALTIME_CLOSED',
      'REALTIME_CLOSED',
    ])
    expect([box.size, box.bytes, clock.pending]).toEqual([0, 0, 0])
  })

  test('is too large where the server says so, before or after', async () => {
    const { box } = outbox()
    const link = new NotedLink()
    const waiting = fate(box.send(message('a', 'x'.repeat(500))))
    box.attach(link, 400)
    expect(await waiting).toBe('REALTIME_MESSAGE_TOO_LARGE')
    expect(await fate(box.send(message('b', 'x'.repeat(500))))).toBe('REALTIME_MESSAGE_TOO_LARGE')
    expect(link.texts).toEqual([])
    const both = [box.send(message('c')), box.send(message('d', 'x'.repeat(200)))].map(fate)
    box.detach(true)
    expect(await both[1]).toBe('REALTIME_MESSAGE_TOO_LARGE')
    const next = new NotedLink()
    // A server that takes nothing is not believed.
    box.attach(next, 0)
    expect(next.ids).toEqual(['c'])
    box.acknowledge(ack('c'))
    expect(await both[0]).toBe(1)
  })

  test('metadata that is no JSON is refused', async () => {
    const { box } = outbox()
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect(await fate(box.send({ ...message('a'), metadata: circle }))).toBe('INVALID_OPTION')
    expect(await fate(box.send({ ...message('a'), metadata: { big: 1n } }))).toBe('INVALID_OPTION')
    expect(box.size).toBe(0)
  })
})

test('a socket that holds much back is given no more until it has drained', async () => {
  const { box, clock } = outbox()
  const link = new NotedLink()
  box.attach(link, undefined)
  link.bufferedBytes = 300_000
  const fates = ['a', 'b'].map((id) => fate(box.send(message(id))))
  await clock.advance(100)
  expect(link.texts).toEqual([])
  link.bufferedBytes = 0
  await clock.advance(100)
  expect(link.ids).toEqual(['a', 'b'])
  for (const id of ['a', 'b']) box.acknowledge(ack(id))
  expect(await Promise.all(fates)).toEqual([1, 1])
})
