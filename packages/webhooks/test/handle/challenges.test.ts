import { createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { webhookHandler } from '../../src/adapters/fetch/index.ts'
import { createVerifier, type Scheme, webhookRequest } from '../../src/index.ts'
import { cloudEvents, discord, meta, slack, twitch, zoom } from '../../src/schemes/index.ts'

const secrets = 'a-secret-of-sixteen-bytes'
const url = 'https://hooks.example.com/hook'

async function answer(
  scheme: Scheme,
  request: Request,
  key: string = secrets,
): Promise<[number, string | null, string]> {
  const listener = vi.fn()
  const handler = webhookHandler({ verifier: createVerifier({ scheme, secrets: key }), onUnknown: listener })
  const response = await handler(request)
  expect(listener).not.toHaveBeenCalled()
  return [response.status, response.headers.get('content-type'), await response.text()]
}

describe('a challenge is answered as the provider wants it:', () => {
  test('Slack, url_verification', async () => {
    const request = await webhookRequest(
      slack(),
      { type: 'url_verification', challenge: '3eZbrw1a' },
      { secrets },
    )
    expect(await answer(slack(), request)).toEqual([200, 'text/plain; charset=utf-8', '3eZbrw1a'])
  })

  test('Zoom, endpoint.url_validation', async () => {
    const event = { event: 'endpoint.url_validation', payload: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' } }
    const [status, type, body] = await answer(zoom(), await webhookRequest(zoom(), event, { secrets }))
    const encryptedToken = createHmac('sha256', secrets).update(event.payload.plainToken).digest('hex')
    expect([status, type]).toEqual([200, 'application/json'])
    expect(JSON.parse(body)).toEqual({ plainToken: event.payload.plainToken, encryptedToken })
  })

  test('Twitch, webhook_callback_verification', async () => {
    const headers = { 'twitch-eventsub-message-type': 'webhook_callback_verification' }
    const request = await webhookRequest(twitch(), { challenge: 'pogchamp' }, { secrets, headers })
    expect(await answer(twitch(), request)).toEqual([200, 'text/plain; charset=utf-8', 'pogchamp'])
  })

  test('Discord, PING; and 401 to the wrong signatures that Discord tries', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')
    const body = '{"type":1}'
    const timestamp = String(Math.floor(Date.now() / 1000))
    const send = (signature: Buffer) => {
      const headers = { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': signature.toString('hex') }
      return answer(discord(), new Request(url, { method: 'POST', body, headers }), key)
    }
    const signature = signBytes(null, Buffer.from(timestamp + body), privateKey)
    expect(await send(signature)).toEqual([200, 'application/json', '{"type":1}'])
    expect((await send(signature.fill(1, 0, 4)))[0]).toBe(401)
  })

  test('Meta, hub.challenge; and 403 to a wrong verify token', async () => {
    const scheme = meta({ verifyToken: 'chosen-by-me' })
    const ask = (token: string) =>
      new Request(`${url}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`)
    expect(await answer(scheme, ask('chosen-by-me'))).toEqual([
      200,
      'text/plain; charset=utf-8',
      '1158201444',
    ])
    expect((await answer(scheme, ask('guessed')))[0]).toBe(403)
  })

  test('CloudEvents, OPTIONS; and 403 to another origin', async () => {
    const verifier = createVerifier({
      scheme: cloudEvents({ origins: ['sender.example'], perMinute: 120 }),
      secrets,
    })
    const handler = webhookHandler({ verifier })
    const ask = (origin: string) =>
      handler(new Request(url, { method: 'OPTIONS', headers: { 'webhook-request-origin': origin } }))
    const response = await ask('sender.example')
    expect([
      response.status,
      response.headers.get('webhook-allowed-origin'),
      response.headers.get('webhook-allowed-rate'),
    ]).toEqual([200, 'sender.example', '120'])
    expect((await ask('evil.example')).status).toBe(403)
  })
})

test('a challenge with a wrong signature is refused', async () => {
  const request = await webhookRequest(
    slack(),
    { type: 'url_verification', challenge: 'x' },
    { secrets: `${secrets}2` },
  )
  expect((await answer(slack(), request))[0]).toBe(401)
})
