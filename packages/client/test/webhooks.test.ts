import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConflictError, InvalidRequestError, NotFoundError, Veza, type WebhookDelivery } from '@veza/client'
import { vezaEvents } from '@veza/protocol'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { createVerifier } from '@veza/webhooks'
import { veza as vezaScheme } from '@veza/webhooks/schemes'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

/** A webhook as it came over the socket. */
interface Arrived {
  readonly headers: Headers
  readonly body: Buffer
}

let running: RunningSandbox
let veza: Veza
let receiver: Server
let url: string
let arrived: Arrived[]
/** What the receiver answers, one after the other; 204 where there is none left. */
let answers: number[]

beforeEach(async () => {
  arrived = []
  answers = []
  receiver = createServer((request, response) => void receive(request, response))
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`
  running = await serveSandbox({ seed: 5, webhooks: { retryDelaysMs: [0, 0] } })
  veza = new Veza({ apiKey: running.apiKey, baseUrl: running.baseUrl, validation: 'strict' })
})
afterEach(async () => {
  await running.close()
  receiver.closeAllConnections()
  receiver.close()
  await once(receiver, 'close')
})

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = Buffer.concat(await request.toArray())
  arrived.push({ headers: new Headers(request.headers as Record<string, string>), body })
  response.writeHead(answers.shift() ?? 204).end()
}

/** What arrived by now, when nothing is under way any more. */
async function delivered(): Promise<readonly Arrived[]> {
  await running.sandbox.webhooksSettled()
  return arrived.splice(0)
}

function verifierOf(...secrets: readonly string[]) {
  return createVerifier({ scheme: vezaScheme(), secrets, schema: vezaEvents })
}

describe('what the sandbox sends', () => {
  test.each(['standard', 'cloudevents', 'thin'] as const)(
    'is accepted by the verifier in the format %s',
    async (format) => {
      const { secret } = await veza.webhooks.create({ url, events: ['*'], format })
      const verifier = verifierOf(secret.reveal())
      const user = await veza.users.create({ email: 'new@example.com', username: 'new.one' })
      await veza.users.update(user.id, { firstName: 'New' })
      await veza.users.delete(user.id)
      const message = await veza.chat.messages.send({ roomId: 1, content: 'Grüße 🎧' })
      const stream = await veza.streams.create({ title: 'On air' })
      await veza.streams.update(stream.id, { status: 'live' })
      await veza.streams.update(stream.id, { title: 'Still on air' })
      await veza.streams.update(stream.id, { status: 'ended' })

      const verified = await Promise.all((await delivered()).map((each) => verifier.verify(each)))
      const told = new Map(verified.map(({ event }) => [event.type, event]))
      expect([...told.keys()].toSorted()).toEqual([
        'message.sent',
        'stream.started',
        'stream.stopped',
        'user.created',
        'user.deleted',
        'user.updated',
      ])
      const ids = verified.map(({ event }) => event.id)
      expect(new Set(ids).size).toBe(6)
      expect(verified.map(({ id }) => id)).toEqual(ids)
      expect(verified.every(({ event }) => event.timestamp instanceof Date)).toBe(true)
      const whole = format !== 'thin'
      expect(told.get('message.sent')?.data).toEqual(whole ? message : { id: message.id })
      expect(told.get('user.updated')?.data).toMatchObject({
        id: user.id,
        ...(whole && { firstName: 'New' }),
      })
      expect(told.get('stream.stopped')?.data).toMatchObject({ id: stream.id })
    },
  )

  test('goes to those alone who asked for it, and are not paused', async () => {
    const messages = await veza.webhooks.create({ url, events: ['message.sent'] })
    const paused = await veza.webhooks.create({ url, events: ['user.created'] })
    await veza.webhooks.update(paused.id, { status: 'paused' })
    await veza.users.create({ email: 'a@example.com', username: 'a' })
    await veza.chat.messages.send({ roomId: 1, content: 'Hello' })
    const [only, ...more] = await delivered()
    expect(more).toEqual([])
    const { event } = await verifierOf(messages.secret.reveal()).verify(only as Arrived)
    expect(event).toMatchObject({ type: 'message.sent', data: { content: 'Hello' } })
  })

  test('is refused under another secret, and where a byte of it was changed', async () => {
    const { id, secret } = await veza.webhooks.create({ url, events: ['*'] })
    await veza.webhooks.sendTest(id)
    const [{ headers, body } = { headers: new Headers(), body: Buffer.alloc(0) }] = await delivered()
    const changed = Buffer.from(body.toString().replace('webhook.test', 'webhook.tess'))
    await expect(verifierOf(secret.reveal()).verify({ headers, body: changed })).rejects.toThrow()
    const other = await veza.webhooks.create({ url, events: ['*'] })
    await expect(verifierOf(other.secret.reveal()).verify({ headers, body })).rejects.toThrow()
    expect((await verifierOf(secret.reveal()).verify({ headers, body })).event).toMatchObject({
      type: 'unknown',
      name: 'webhook.test',
    })
  })

  test('is signed with both secrets after a rotation', async () => {
    const first = await veza.webhooks.create({ url, events: ['*'] })
    const second = await veza.webhooks.rotateSecret(first.id)
    expect(second.secret.reveal()).not.toBe(first.secret.reveal())
    expect(second.previousSecretExpiresAt?.getTime()).toBeGreaterThan(Date.now())
    await veza.webhooks.sendTest(first.id)
    const [sent] = await delivered()
    for (const { secret } of [first, second]) {
      expect(await verifierOf(secret.reveal()).verify(sent as Arrived)).toBeTruthy()
    }
    const third = await veza.webhooks.rotateSecret(first.id)
    await veza.webhooks.sendTest(first.id)
    const [later] = await delivered()
    await expect(verifierOf(first.secret.reveal()).verify(later as Arrived)).rejects.toThrow()
    const rotating = verifierOf(third.secret.reveal(), second.secret.reveal())
    expect(await rotating.verify(later as Arrived)).toBeTruthy()
  })
})

describe('deliveries', () => {
  test('are tried again under the same id, and tell of each attempt', async () => {
    answers = [503, 302]
    const { id, secret } = await veza.webhooks.create({ url, events: ['*'] })
    const pending = await veza.webhooks.sendTest(id)
    expect(pending).toMatchObject({ webhookId: id, status: 'pending', eventType: 'webhook.test' })
    const attempts = await delivered()
    expect(attempts.map(({ headers }) => headers.get('webhook-id'))).toEqual(Array(3).fill(pending.eventId))
    expect(await verifierOf(secret.reveal()).verify(attempts[2] as Arrived)).toBeTruthy()
    const [delivery] = await veza.webhooks.deliveries(id).toArray()
    expect(delivery).toMatchObject({
      id: pending.id,
      status: 'delivered',
      outcomes: ['HTTP 503', 'HTTP 302', 'HTTP 204'],
      responseStatus: 204,
      nextAttemptAt: null,
    })
    expect(delivery?.lastAttemptAt).toBeInstanceOf(Date)
  })

  test('that failed are sent again by redeliver, with the same id and body', async () => {
    answers = [500, 500, 500]
    const { id, secret } = await veza.webhooks.create({ url, events: ['message.sent'] })
    await veza.chat.messages.send({ roomId: 1, content: 'Hello' })
    const failing = await delivered()
    const [failed] = (await veza.webhooks.deliveries(id).toArray()) as [WebhookDelivery]
    expect(failed).toMatchObject({ status: 'failed', responseStatus: 500 })
    const again = await veza.webhooks.redeliver(failed.id)
    expect(again).toMatchObject({ eventId: failed.eventId, status: 'pending' })
    const [sent] = await delivered()
    expect(sent?.headers.get('webhook-id')).toBe(failing[0]?.headers.get('webhook-id'))
    expect(sent?.body).toEqual(failing[0]?.body)
    expect((await verifierOf(secret.reveal()).verify(sent as Arrived)).id).toBe(failed.eventId)
    const states = await veza.webhooks.deliveries(id).toArray()
    expect(states.map(({ status }) => status)).toEqual(['delivered', 'failed'])
  })

  test('end at 410', async () => {
    answers = [410]
    const { id } = await veza.webhooks.create({ url, events: ['*'] })
    await veza.webhooks.sendTest(id)
    expect(await delivered()).toHaveLength(1)
    const [delivery] = await veza.webhooks.deliveries(id).toArray()
    expect(delivery).toMatchObject({ status: 'failed', outcomes: ['HTTP 410'] })
  })

  test('of an endpoint that is not there are not found', async () => {
    await expect(veza.webhooks.deliveries(99).first()).rejects.toBeInstanceOf(NotFoundError)
    await expect(veza.webhooks.redeliver(99)).rejects.toBeInstanceOf(NotFoundError)
  })
})

describe('an endpoint', () => {
  test('is created, listed and fetched, and its secret prints as [secret]', async () => {
    const made = await veza.webhooks.create({ url, events: ['user.created'], description: 'Mine' })
    expect(JSON.stringify(made)).toContain('[secret]')
    expect(JSON.stringify(made)).not.toContain(made.secret.reveal())
    const { secret, ...listed } = made
    expect(secret.reveal()).toMatch(/^whsec_/)
    expect(await veza.webhooks.get(made.id)).toEqual(listed)
    expect(await veza.webhooks.list().toArray()).toEqual([listed])
  })

  test('is changed unless somebody else has changed it since', async () => {
    const made = await veza.webhooks.create({ url, events: ['*'] })
    const changed = await veza.webhooks.update(made.id, { format: 'thin' }, { ifMatch: made.etag })
    expect(changed).toMatchObject({ format: 'thin', url })
    expect(changed.etag).not.toBe(made.etag)
    const stale = veza.webhooks.update(made.id, { events: ['message.sent'] }, { ifMatch: made.etag })
    await expect(stale).rejects.toBeInstanceOf(ConflictError)
    await expect(stale).rejects.toMatchObject({ status: 412 })
    expect(await veza.webhooks.get(made.id)).toEqual(changed)
    const { response } = await veza.webhooks.get(made.id).withResponse()
    expect(response.headers.get('etag')).toBe(changed.etag)
  })

  test('is changed once where the answer to a change is lost and the SDK asks again', async () => {
    const made = await veza.webhooks.create({ url, events: ['*'] })
    running.sandbox.faults.add({ method: 'PUT', times: 1, fault: { kind: 'reset', at: 'after' } })
    const { data, response } = await veza.webhooks
      .update(made.id, { format: 'thin' }, { ifMatch: made.etag })
      .withResponse()
    expect([data.format, response.attempts]).toEqual(['thin', 2])
  })

  test('is deleted in two steps only', async () => {
    const { id } = await veza.webhooks.create({ url, events: ['*'] })
    const other = await veza.webhooks.create({ url, events: ['*'] })
    await veza.webhooks.sendTest(id)
    await delivered()
    const missing = veza.webhooks.delete(id, {} as { confirmationToken: string })
    await expect(missing).rejects.toMatchObject({ code: 'INVALID_OPTION' })
    await expect(
      veza.request({ method: 'DELETE', path: '/webhooks/{id}', params: { id } }),
    ).rejects.toMatchObject({ status: 428 })
    const { confirmationToken, expiresAt } = await veza.webhooks.requestDeletion(id)
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now())
    await expect(veza.webhooks.delete(other.id, { confirmationToken })).rejects.toBeInstanceOf(ConflictError)
    await veza.webhooks.delete(id, { confirmationToken })
    await expect(veza.webhooks.get(id)).rejects.toBeInstanceOf(NotFoundError)
    expect((await veza.webhooks.list().toArray()).map((hook) => hook.id)).toEqual([other.id])
  })

  test.each([
    ['url', { url: 'https://example.com/hooks', events: ['*'] }],
    ['url', { url: 'ftp://127.0.0.1/', events: ['*'] }],
    ['url', { url: 'http://ada:secret@127.0.0.1/', events: ['*'] }],
    ['url', { url: 'hooks', events: ['*'] }],
    ['events', { url: 'http://127.0.0.1/', events: [] }],
    ['events', { url: 'http://localhost/', events: ['message.snt'] }],
    ['format', { url: 'http://[::1]/', events: ['*'], format: 'xml' }],
  ])('is refused for its %s: %o', async (field, endpoint) => {
    const result = await veza.webhooks.create(endpoint).safe()
    expect(result.error).toBeInstanceOf(InvalidRequestError)
    expect(result.error?.message).toContain(field)
  })

  test.each([
    ['update', () => veza.webhooks.update(1, {}, { ifmatch: '"1"' } as object)],
    [
      'delete',
      () => veza.webhooks.delete(1, { confirmationToken: 5 } as object as { confirmationToken: string }),
    ],
    ['delete', () => veza.webhooks.delete(1, undefined as unknown as { confirmationToken: string })],
    ['list', () => veza.webhooks.list({ format: 'thin' } as object).first()],
  ])('refuses wrong options of %s', async (method, call) => {
    await expect(call()).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(`webhooks.${method}()`),
    })
  })
})
