import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { findBody, type ParserTraces } from './find-body.ts'
import type { NodeRequest } from './node-request.ts'

const fix = { parser: 'A parser', remedy: 'Keep the bytes.' }
const bytes = new TextEncoder().encode('{"a":1.0}')

function stream(content: Uint8Array = bytes): Readable & NodeRequest {
  return Object.assign(Readable.from([content], { objectMode: false }), {
    headers: {},
    rawHeaders: [],
    socket: {},
  })
}

async function found(request: NodeRequest, traces: ParserTraces): Promise<unknown> {
  return findBody(request, traces, fix, 100).then(
    ({ content }) => (typeof content === 'string' ? content : Buffer.from(content).toString()),
    (error: { code: string }) => error.code,
  )
}

test('bytes that are kept go before the stream, and those beside the body before the body', async () => {
  expect(await found(stream(), { body: Buffer.from('kept') })).toBe('kept')
  expect(await found(stream(), { rawBody: Buffer.from('raw'), body: Buffer.from('kept') })).toBe('raw')
})

test('a stream that nobody has read goes before whatever a parser left', async () => {
  expect(await found(stream(), { body: {} })).toBe('{"a":1.0}')
  expect(await found(stream(), { body: 'text' })).toBe('{"a":1.0}')
  expect(await found(stream(), {})).toBe('{"a":1.0}')
})

test('of a stream that was read, the text is taken; without any the bytes are gone', async () => {
  const read = stream()
  for await (const _ of read);
  expect(await found(read, { body: { a: 1 } })).toBe('WEBHOOK_BODY_PARSED')
  expect(await found(read, {})).toBe('WEBHOOK_BODY_PARSED')
  expect(await found(read, { body: 'text' })).toBe('text')
  expect(await found(read, { rawBody: 'raw', body: { a: 1 } })).toBe('raw')
})

test('an imitation of a request is read where there is nothing else, and not waited for where there is', async () => {
  const imitation = () =>
    Object.assign(new EventEmitter(), { headers: {}, rawHeaders: [], socket: {}, resume: () => undefined })
  expect(await found(imitation(), { body: 'text' })).toBe('text')
  expect(await found(imitation(), { body: { a: 1 } })).toBe('WEBHOOK_BODY_PARSED')
  const request = imitation()
  const call = found(request, {})
  request.emit('data', bytes)
  request.emit('end')
  expect(await call).toBe('{"a":1.0}')
})

test('a stream that is cut, broken or destroyed has no whole body', async () => {
  const broken = new Readable({ read: () => undefined })
  const request = Object.assign(broken, { headers: {}, rawHeaders: [], socket: {} })
  const call = found(request, {})
  request.destroy(new Error('reset'))
  expect(await call).toBe('WEBHOOK_BODY_INCOMPLETE')
  expect(await found(request, {})).toBe('WEBHOOK_BODY_INCOMPLETE')
})

test('a stream that somebody makes text of has lost its bytes', async () => {
  const request = stream()
  request.setEncoding('utf8')
  expect(await found(request, {})).toBe('WEBHOOK_BODY_PARSED')
})
