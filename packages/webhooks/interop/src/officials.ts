import { createHmac, generateKeyPairSync } from 'node:crypto'
import { Signature } from '@hubspot/api-client'
import { validateSignature } from '@line/bot-sdk'
import { LinearWebhookClient } from '@linear/sdk/webhooks'
import Mux from '@mux/mux-node'
import { sign as octokitSign, verify as octokitVerify } from '@octokit/webhooks-methods'
import { Environment, Paddle } from '@paddle/paddle-node-sdk'
import eventwebhook from '@sendgrid/eventwebhook'
import '@shopify/shopify-api/adapters/node'
import { ApiVersion, shopifyApi } from '@shopify/shopify-api'
import bolt from '@slack/bolt/dist/receivers/verify-request.js'
import { WorkOS } from '@workos-inc/node'
import discord from 'discord-interactions'
import { httpbis } from 'http-message-signatures'
import OpenAI from 'openai'
import razorpay from 'razorpay/dist/utils/razorpay-utils.js'
import square from 'square'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import Stripe from 'stripe'
import { Webhook as SvixWebhook } from 'svix'
import twilio from 'twilio'
import { httpSignatures } from '../../src/http-signatures/index.ts'
import * as schemes from '../../src/schemes/index.ts'
import { type Official, passes, type Sent } from './official.ts'

const text = 'a-text-secret-of-some-length'
const wrongText = 'another-text-secret-as-long'
const whsec = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const wrongWhsec = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const url = 'https://example.com/webhook'
const event = { id: 'evt_1', type: 'thing.happened', text: 'Grüße 🎧' }
const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000))
const texts = { secret: text, wrongSecret: wrongText, event }
const standards = { secret: whsec, wrongSecret: wrongWhsec, event }

const edwards = generateKeyPairSync('ed25519')
const otherEdwards = generateKeyPairSync('ed25519')
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const otherP256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
type KeyObject = typeof edwards.publicKey
const rawHex = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64')
const pkcs8 = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()

const shopify = (secret: string) =>
  shopifyApi({
    apiKey: 'key',
    apiSecretKey: secret,
    hostName: 'example.com',
    apiVersion: ApiVersion.January25 ?? Object.values(ApiVersion)[0],
    isEmbeddedApp: false,
    logger: { level: -1 },
  })

/** Every official package that the issue names. */
export const officials: readonly Official[] = [
  {
    name: 'standardwebhooks',
    scheme: schemes.standardWebhooks(),
    ...standards,
    accepts: ({ body, headers }, secret) => passes(() => new StandardWebhook(secret).verify(body, headers)),
    sign: (body, at) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': seconds(at),
      'webhook-signature': new StandardWebhook(whsec).sign('msg_1', at, body),
    }),
  },
  {
    name: 'svix',
    scheme: schemes.svix(),
    ...standards,
    accepts: ({ body, headers }, secret) => passes(() => new SvixWebhook(secret).verify(body, headers)),
    sign: (body, at) => ({
      'svix-id': 'msg_1',
      'svix-timestamp': seconds(at),
      'svix-signature': new SvixWebhook(whsec).sign('msg_1', at, body),
    }),
  },
  {
    name: 'openai',
    scheme: schemes.openai(),
    ...standards,
    accepts: ({ body, headers }, secret) =>
      passes(() =>
        new OpenAI({ apiKey: 'k', webhookSecret: secret }).webhooks.unwrap(body.toString(), headers),
      ),
  },
  {
    name: 'stripe',
    scheme: schemes.stripe(),
    ...texts,
    accepts: ({ body, headers }, secret) =>
      passes(() =>
        new Stripe('sk_test_1').webhooks.constructEvent(body, headers['stripe-signature'] ?? '', secret),
      ),
    sign: (body, at) => ({
      'stripe-signature': new Stripe('sk_test_1').webhooks.generateTestHeaderString({
        payload: body,
        secret: text,
        timestamp: Number(seconds(at)),
      }),
    }),
  },
  {
    name: '@octokit/webhooks-methods',
    scheme: schemes.github(),
    ...texts,
    accepts: ({ body, headers }, secret) =>
      octokitVerify(secret, body.toString(), headers['x-hub-signature-256'] ?? '').catch(() => false),
    sign: async (body) => ({ 'x-hub-signature-256': await octokitSign(text, body) }),
  },
  {
    name: '@slack/bolt',
    scheme: schemes.slack(),
    ...texts,
    accepts: ({ body, headers }, secret) =>
      bolt.isValidSlackRequest({
        signingSecret: secret,
        body: body.toString(),
        headers: {
          'x-slack-signature': headers['x-slack-signature'] ?? '',
          'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
        },
      }),
  },
  {
    name: 'discord-interactions',
    scheme: schemes.discord(),
    secret: rawHex(edwards.publicKey),
    wrongSecret: rawHex(otherEdwards.publicKey),
    signSecret: pkcs8(edwards.privateKey),
    event,
    accepts: ({ body, headers }, secret) =>
      discord.verifyKey(
        body,
        headers['x-signature-ed25519'] ?? '',
        headers['x-signature-timestamp'] ?? '',
        secret,
      ),
  },
  {
    name: 'twilio',
    scheme: schemes.twilio({ url }),
    ...texts,
    event: new URLSearchParams('To=%2B1&Body=Gr%C3%BC%C3%9Fe&B=2&B=1&B=1'),
    accepts: ({ body, headers }, secret) =>
      twilio.validateRequest(secret, headers['x-twilio-signature'] ?? '', url, formOf(body)),
    sign: (body) => ({
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(text, url, formOf(Buffer.from(body))),
    }),
  },
  {
    name: '@shopify/shopify-api',
    scheme: schemes.shopify(),
    ...texts,
    headers: {
      'x-shopify-topic': 'products/update',
      'x-shopify-shop-domain': 'a.myshopify.com',
      'x-shopify-api-version': '2025-01',
      'x-shopify-webhook-id': 'w1',
    },
    accepts: async ({ body, headers }, secret) => {
      const rawRequest = { headers, method: 'POST', url: '/webhook' }
      const { valid } = await shopify(secret).webhooks.validate({
        rawBody: body.toString(),
        rawRequest: rawRequest as never,
        rawResponse: {} as never,
      })
      return valid
    },
  },
  {
    name: '@linear/sdk',
    scheme: schemes.linear(),
    ...texts,
    accepts: ({ body, headers }, secret) =>
      passes(() => new LinearWebhookClient(secret).parseData(body, headers['linear-signature'] ?? '')),
  },
  {
    name: '@line/bot-sdk',
    scheme: schemes.line(),
    ...texts,
    accepts: ({ body, headers }, secret) =>
      validateSignature(body, secret, headers['x-line-signature'] ?? ''),
  },
  {
    name: '@paddle/paddle-node-sdk',
    scheme: schemes.paddle(),
    ...texts,
    accepts: ({ body, headers }, secret) =>
      new Paddle('key', { environment: Environment.sandbox }).webhooks
        .isSignatureValid(body.toString(), secret, headers['paddle-signature'] ?? '')
        .catch(() => false),
  },
  {
    name: '@hubspot/api-client, v3',
    scheme: schemes.hubspot({ url }),
    ...texts,
    accepts: ({ body, headers, method }, secret) =>
      passes(() => hubspot('v3', secret, body, method, headers)),
    sign: (body, at) => {
      const timestamp = at.getTime()
      const options = { clientSecret: text, requestBody: body, url, timestamp }
      return {
        'x-hubspot-request-timestamp': String(timestamp),
        'x-hubspot-signature-v3': Signature.getSignature('POST', 'v3', options as never),
      }
    },
  },
  {
    name: '@hubspot/api-client, v1',
    scheme: schemes.hubspot({ version: 'v1' }),
    ...texts,
    accepts: ({ body, headers, method }, secret) =>
      passes(() => hubspot('v1', secret, body, method, headers)),
    sign: (body) => ({
      'x-hubspot-signature': Signature.getSignature('POST', 'v1', {
        clientSecret: text,
        requestBody: body,
      } as never),
    }),
  },
  {
    name: '@sendgrid/eventwebhook',
    scheme: schemes.sendgrid(),
    secret: spki(p256.publicKey),
    wrongSecret: spki(otherP256.publicKey),
    signSecret: pkcs8(p256.privateKey),
    event: [event],
    accepts: ({ body, headers }, secret) =>
      passes(() => {
        const webhook = new eventwebhook.EventWebhook()
        const [signature, timestamp] = ['signature', 'timestamp'].map(
          (name) => headers[`x-twilio-email-event-webhook-${name}`] ?? '',
        )
        const key = webhook.convertPublicKeyToECDSA(secret)
        if (!webhook.verifySignature(key, body, signature ?? '', timestamp ?? '')) throw new Error('refused')
      }),
  },
  {
    name: 'square',
    scheme: schemes.square({ url }),
    ...texts,
    accepts: ({ body, headers }, secret) =>
      square.WebhooksHelper.verifySignature({
        requestBody: body.toString(),
        signatureHeader: headers['x-square-hmacsha256-signature'] ?? '',
        signatureKey: secret,
        notificationUrl: url,
      }).catch(() => false),
  },
  {
    name: '@workos-inc/node',
    scheme: schemes.workos(),
    ...texts,
    event: {
      id: 'event_1',
      event: 'user.created',
      created_at: '2024-01-01T00:00:00Z',
      data: { id: 'user_1' },
    },
    accepts: ({ body, headers }, secret) =>
      passes(() =>
        new WorkOS('sk_test').webhooks.verifyHeader({
          payload: JSON.parse(body.toString()),
          sigHeader: headers['workos-signature'] ?? '',
          secret,
        } as never),
      ),
  },
  {
    name: '@mux/mux-node',
    scheme: schemes.mux(),
    ...texts,
    accepts: ({ body, headers }, secret) =>
      passes(() =>
        new Mux({ tokenId: 'a', tokenSecret: 'b', webhookSecret: secret }).webhooks.unwrap(
          body.toString(),
          headers,
          secret,
        ),
      ),
  },
  {
    name: 'razorpay',
    scheme: schemes.razorpay(),
    ...texts,
    accepts: ({ body, headers }, secret) =>
      razorpay.validateWebhookSignature(body.toString(), headers['x-razorpay-signature'] ?? '', secret),
  },
  {
    name: 'http-message-signatures',
    scheme: httpSignatures({ algorithm: 'hmac-sha256', keyIds: ['mine'] }),
    ...texts,
    accepts: async (sent, secret) => {
      const verified = await httpbis
        .verifyMessage(
          { keyLookup: async () => hmacVerifier(secret) as never, tolerance: 300 },
          message(sent),
        )
        .catch(() => false)
      return verified === true
    },
    sign: async (body, at) => {
      const digest = `sha-256=:${(await import('node:crypto')).createHash('sha256').update(body).digest('base64')}:`
      const unsigned = { method: 'POST', url, headers: { 'content-digest': digest } }
      const signed = await httpbis.signMessage(
        {
          key: hmacVerifier(text) as never,
          name: 'sig1',
          fields: ['@method', '@target-uri', 'content-digest'],
          params: ['created', 'keyid', 'alg'],
          paramValues: { created: at, keyid: 'mine', alg: 'hmac-sha256' },
        },
        unsigned,
      )
      return Object.fromEntries(
        Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
      )
    },
  },
]

function hmacVerifier(secret: string) {
  const mac = (data: Buffer) => createHmac('sha256', secret).update(data).digest()
  return {
    id: 'mine',
    alg: 'hmac-sha256',
    algs: ['hmac-sha256'],
    sign: async (data: Buffer) => mac(data),
    verify: async (data: Buffer, signature: Buffer) => mac(data).equals(signature),
  }
}

function message({ headers, method, url: target }: Sent) {
  return { method, url: target, headers: { ...headers } }
}

function hubspot(
  version: 'v1' | 'v3',
  clientSecret: string,
  body: Buffer,
  method: string,
  headers: Sent['headers'],
): void {
  const signature = headers[version === 'v3' ? 'x-hubspot-signature-v3' : 'x-hubspot-signature'] ?? ''
  const timestamp = Number(headers['x-hubspot-request-timestamp'])
  const options = {
    method,
    clientSecret,
    requestBody: body.toString(),
    url,
    signature,
    timestamp,
    signatureVersion: version,
  }
  if (!Signature.isValid(options as never)) throw new Error('refused')
}

function formOf(body: Buffer): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(body.toString())) {
    const before = form[name]
    form[name] = before === undefined ? value : [before, value].flat()
  }
  return form
}
