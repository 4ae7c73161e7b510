import { createHmac, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createVerifier, type Scheme, type SignOptions, sign } from '../src/index.ts'
import { cloudEvents, discord, meta, slack, stripe, twitch, zoom } from '../src/schemes/index.ts'

const secrets = 'a-text-secret-of-some-length'
const edwards = generateKeyPairSync('ed25519')
const pem = edwards.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const hex = edwards.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')

async function challenged(scheme: Scheme, body: object, more: Partial<SignOptions> = {}) {
  const signed = await sign({ scheme, secrets, body, ...more })
  const verifier = createVerifier({ scheme, secrets: scheme.name === 'discord' ? hex : secrets })
  const first = await verifier.verify(signed)
  // A challenge is no event: it is not claimed, and may come again.
  if (first.challenge !== undefined)
    expect((await verifier.verify(signed)).challenge).toEqual(first.challenge)
  return first.challenge
}

describe('a signed challenge', () => {
  test('of Slack is answered with itself', async () => {
    expect(await challenged(slack(), { type: 'url_verification', challenge: '3eZbrw1a' })).toEqual({
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
      body: '3eZbrw1a',
    })
    expect(await challenged(slack(), { type: 'url_verification' })).toBeUndefined()
    expect(await challenged(slack(), { type: 'event_callback', challenge: 'x' })).toBeUndefined()
  })

  test('of Zoom is answered with its HMAC', async () => {
    const answer = await challenged(zoom(), {
      event: 'endpoint.url_validation',
      payload: { plainToken: 'qgg8' },
    })
    const encryptedToken = createHmac('sha256', secrets).update('qgg8').digest('hex')
    expect(JSON.parse(answer?.body ?? '')).toEqual({ plainToken: 'qgg8', encryptedToken })
    expect(
      await challenged(zoom(), { event: 'meeting.started', payload: { plainToken: 'x' } }),
    ).toBeUndefined()
  })

  test('of Twitch is answered with itself, when it says that it is one', async () => {
    const headers = { 'twitch-eventsub-message-type': 'webhook_callback_verification' }
    expect((await challenged(twitch(), { challenge: 'pogchamp' }, { headers }))?.body).toBe('pogchamp')
    expect(await challenged(twitch(), { challenge: 'x' })).toBeUndefined()
    expect(await challenged(twitch(), { event: {} }, { headers })).toBeUndefined()
  })

  test('of Discord is answered with PONG, that of webhook events with 204', async () => {
    const ping = await challenged(discord(), { type: 1, application_id: '1' }, { secrets: pem })
    expect(ping).toMatchObject({ status: 200, body: '{"type":1}' })
    expect(await challenged(discord(), { type: 0, application_id: '1' }, { secrets: pem })).toMatchObject({
      status: 204,
      body: '',
    })
    const event = { type: 1, event: { type: 'APPLICATION_AUTHORIZED' } }
    expect(await challenged(discord(), event, { secrets: pem })).toBeUndefined()
    expect(await challenged(discord(), { type: 2, id: '1' }, { secrets: pem })).toBeUndefined()
  })

  test('is not answered when nobody signed it', async () => {
    const verifier = createVerifier({ scheme: slack(), secrets })
    const body = '{"type":"url_verification","challenge":"x"}'
    await expect(verifier.verify({ headers: {}, body })).rejects.toMatchObject({
      code: 'WEBHOOK_HEADER_MISSING',
    })
  })
})

describe('the handshake of Meta', () => {
  const verifier = createVerifier({ scheme: meta({ verifyToken: 'chosen' }), secrets })
  const ask = (query: string, method = 'GET') =>
    verifier.handshake({ method, url: `/hook?${query}`, headers: {} })

  test('is answered with the challenge, also where only the path is known', async () => {
    const answer = await ask('hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=chosen')
    expect(answer).toMatchObject({ status: 200, body: '1158201444' })
    const request = new Request('https://a.b/?hub.mode=subscribe&hub.challenge=7&hub.verify_token=chosen')
    expect((await verifier.handshake(request))?.body).toBe('7')
  })

  test.each(['hub.verify_token=wrong', '', 'hub.verify_token=chosen&hub.verify_token=chosen'])(
    'is refused with another token: %s',
    async (token) => {
      await expect(ask(`hub.mode=subscribe&hub.challenge=1&${token}`)).rejects.toMatchObject({
        code: 'WEBHOOK_CHALLENGE_REFUSED',
        answerStatus: 403,
      })
    },
  )

  test('is refused when no token was registered', async () => {
    const unset = createVerifier({ scheme: meta({ verifyToken: '' }), secrets })
    const url = '/?hub.mode=subscribe&hub.challenge=1&hub.verify_token='
    await expect(unset.handshake({ method: 'GET', url, headers: {} })).rejects.toMatchObject({
      code: 'WEBHOOK_CHALLENGE_REFUSED',
    })
  })

  test.each([
    ['hub.mode=subscribe', 'GET'],
    ['hub.mode=other&hub.challenge=1', 'GET'],
    ['hub.mode=subscribe&hub.challenge=1', 'POST'],
  ])('is none: %s %s', async (query, method) => {
    expect(await ask(query, method)).toBeUndefined()
  })
})

describe('the handshake of CloudEvents', () => {
  const options = { origins: ['eventemitter.example.com'], perMinute: 120 }
  const ask = (origin: string | undefined, scheme = cloudEvents(options), method = 'OPTIONS') =>
    createVerifier({ scheme, secrets }).handshake({
      method,
      headers: { 'WebHook-Request-Origin': origin, 'WebHook-Request-Rate': '120' },
    })

  test('grants a known origin its rate', async () => {
    expect(await ask('eventemitter.example.com')).toEqual({
      status: 200,
      headers: {
        allow: 'POST',
        'webhook-allowed-origin': 'eventemitter.example.com',
        'webhook-allowed-rate': '120',
      },
      body: '',
    })
    expect((await ask('any.example', cloudEvents({ origins: ['*'] })))?.headers).toMatchObject({
      'webhook-allowed-rate': '*',
    })
  })

  test('refuses an origin that is not known', async () => {
    await expect(ask('evil.example')).rejects.toMatchObject({ code: 'WEBHOOK_CHALLENGE_REFUSED' })
    await expect(ask('eventemitter.example.com', cloudEvents())).rejects.toMatchObject({
      code: 'WEBHOOK_CHALLENGE_REFUSED',
    })
  })

  test('is none without origin, or by another method', async () => {
    expect(await ask(undefined)).toBeUndefined()
    expect(await ask('eventemitter.example.com', cloudEvents(options), 'POST')).toBeUndefined()
  })
})

test('a scheme without handshake has none', async () => {
  expect(await createVerifier({ scheme: stripe(), secrets }).handshake({ headers: {} })).toBeUndefined()
})
