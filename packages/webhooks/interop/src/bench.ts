import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { parseArgs } from 'node:util'
import { verify as octokitVerify } from '@octokit/webhooks-methods'
import bolt from '@slack/bolt/dist/receivers/verify-request.js'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import Stripe from 'stripe'
import { Webhook as SvixWebhook } from 'svix'
import { createVerifier, type Scheme, sign, type VerifierOptions } from '../../src/index.ts'
import { github, slack, standardWebhooks, stripe } from '../../src/schemes/index.ts'
import { type Contender, measure } from './measure.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '41' } } })
const rounds = Number(values.rounds)
const whsec = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const text = 'a-text-secret-of-some-length'
const stripeClient = new Stripe('sk_test_1')

for (const bytes of [1024, 65_536]) {
  const body = jsonOf(bytes)
  const times = bytes > 10_000 ? 300 : 3000
  await table(`Standard Webhooks, ${body.length} bytes, bytes in and bytes out`, times, [
    bareLoop(
      'bare: createHmac with the key, timingSafeEqual',
      Buffer.from(whsec.slice(6), 'base64'),
      await signedBy(standardWebhooks(), whsec, body),
      false,
    ),
    bareLoop(
      'bare, the key as a KeyObject made before',
      createSecretKey(Buffer.from(whsec.slice(6), 'base64')),
      await signedBy(standardWebhooks(), whsec, body),
      false,
    ),
    await ours('@veza/webhooks, parse: false', standardWebhooks(), whsec, body, {
      parse: false,
      replay: false,
    }),
    await ours('@veza/webhooks, parse: false, claims', standardWebhooks(), whsec, body, {
      parse: false,
      replay: { store: { claim: () => true, release: () => undefined } },
    }),
  ])
  await table(`Standard Webhooks, ${body.length} bytes, with JSON.parse`, times, [
    bareLoop(
      'bare and JSON.parse',
      Buffer.from(whsec.slice(6), 'base64'),
      await signedBy(standardWebhooks(), whsec, body),
      true,
    ),
    bareLoop(
      'bare and JSON.parse, KeyObject',
      createSecretKey(Buffer.from(whsec.slice(6), 'base64')),
      await signedBy(standardWebhooks(), whsec, body),
      true,
    ),
    await ours('@veza/webhooks', standardWebhooks(), whsec, body, { replay: false }),
    await theirs('standardwebhooks', standardWebhooks(), whsec, body, (sent) =>
      new StandardWebhook(whsec).verify(sent.body, sent.headers),
    ),
    await theirs('svix', standardWebhooks(), whsec, body, (sent) =>
      new SvixWebhook(whsec).verify(sent.body, sent.headers),
    ),
  ])
  await table(`Others, ${body.length} bytes, with JSON.parse`, times, [
    await ours('@veza/webhooks, stripe', stripe(), text, body, { replay: false }),
    await theirs('stripe', stripe(), text, body, ({ headers }) =>
      stripeClient.webhooks.constructEvent(body, headers['stripe-signature'] ?? '', text),
    ),
    await ours('@veza/webhooks, github', github(), text, body, { replay: false }),
    await theirs('@octokit/webhooks-methods, no parse', github(), text, body, ({ headers }) =>
      octokitVerify(text, body.toString(), headers['x-hub-signature-256'] ?? ''),
    ),
    await ours('@veza/webhooks, slack', slack(), text, body, { replay: false }),
    await theirs('@slack/bolt, no parse', slack(), text, body, ({ headers }) =>
      bolt.verifySlackRequest({
        signingSecret: text,
        body: body.toString(),
        headers: {
          'x-slack-signature': headers['x-slack-signature'] ?? '',
          'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
        },
      }),
    ),
  ])
}

interface Sent {
  readonly headers: Record<string, string>
  readonly body: Buffer
}

async function table(title: string, times: number, contenders: readonly Contender[]): Promise<void> {
  console.log(`\n${title}`)
  for (const { name, microseconds, ratio } of await measure(contenders, rounds, times)) {
    const [lower, median, upper] = ratio.map((value) => value.toFixed(2))
    console.log(
      `${name.padEnd(48)} ${microseconds.toFixed(2).padStart(8)} µs  x ${median} (${lower}–${upper})`,
    )
  }
}

/** What somebody writes by hand. */
function bareLoop(name: string, key: Buffer | KeyObject, { headers, body }: Sent, parse: boolean): Contender {
  const [id, time, signature] = ['id', 'timestamp', 'signature'].map(
    (part) => headers[`webhook-${part}`] ?? '',
  )
  return {
    name,
    run: (times) => {
      for (let i = 0; i < times; i++) {
        const expected = createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest()
        if (!timingSafeEqual(expected, Buffer.from(signature?.slice(3) ?? '', 'base64')))
          throw new Error('refused')
        if (parse) JSON.parse(body.toString())
      }
    },
  }
}

async function ours(
  name: string,
  scheme: Scheme,
  secrets: string,
  body: Buffer,
  options: Partial<VerifierOptions>,
): Promise<Contender> {
  const verifier = createVerifier({ scheme, secrets, ...options })
  const sent = await signedBy(scheme, secrets, body)
  return {
    name,
    run: async (times) => {
      for (let i = 0; i < times; i++) await verifier.verify(sent)
    },
  }
}

async function theirs(
  name: string,
  scheme: Scheme,
  secret: string,
  body: Buffer,
  verify: (sent: Sent) => unknown,
): Promise<Contender> {
  const sent = await signedBy(scheme, secret, body)
  return {
    name,
    run: async (times) => {
      for (let i = 0; i < times; i++) await verify(sent)
    },
  }
}

/** A request with the headers that a server behind a proxy gets. */
async function signedBy(scheme: Scheme, secrets: string, body: Buffer): Promise<Sent> {
  const headers = {
    host: 'example.com',
    connection: 'keep-alive',
    'user-agent': 'Veza/1.0',
    accept: '*/*',
    'accept-encoding': 'gzip',
    'content-length': String(body.length),
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-proto': 'https',
    'x-request-id': 'f5b1b1a4',
  }
  const signed = await sign({
    scheme,
    secrets,
    body,
    headers: { ...headers, 'content-type': 'application/json' },
  })
  return { headers: { ...signed.headers }, body }
}

function jsonOf(bytes: number): Buffer {
  const entry = (index: number) => ({ id: index + 1_000_000, name: `entry ${index} with a name`, ok: true })
  const entries = Array.from({ length: Math.floor(bytes / 60) }, (_, index) => entry(index))
  const json = JSON.stringify({ type: 'thing.happened', entries })
  return Buffer.from(json.padEnd(bytes, ' '))
}
