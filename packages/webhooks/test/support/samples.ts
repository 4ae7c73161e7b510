import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { httpSignatures } from '../../src/http-signatures/index.ts'
import type { Scheme, SignOptions } from '../../src/index.ts'
import { paypal } from '../../src/paypal/index.ts'
import * as schemes from '../../src/schemes/index.ts'
import { makeCertificate } from './make-certificate.ts'

/** A scheme with secrets and an event that its provider could send. */
export interface Sample {
  readonly name: string
  readonly scheme: Scheme
  readonly secrets: string | readonly string[]
  /** What the provider signs with, where it is another key. */
  readonly signSecrets?: string | readonly string[]
  readonly event: SignOptions['body']
  readonly headers?: Readonly<Record<string, string>>
  /** Other secrets of the same kind, to be wrong with. */
  readonly wrong: string
}

export const url = 'https://example.com/webhook'
const text = 'a-text-secret-of-some-length'
const wrong = 'another-text-secret-just-as-long'
const hmacSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const wrongHmac = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const whsk = 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg=='
const whpk = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4='
const event = {
  id: 'evt_1',
  type: 'thing.happened',
  data: { text: 'Grüße 🎧', number: 1.5, nested: [1, { a: null }] },
}

const edwards = generateKeyPairSync('ed25519')
const edwardsPem = pemPair(edwards).privateKey
const edwardsHex = edwards.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')
const p256 = pemPair(generateKeyPairSync('ec', { namedCurve: 'P-256' }))
const otherP256 = pemPair(generateKeyPairSync('ec', { namedCurve: 'P-256' }))
const wrongHex = '2f8c6129d816cf51c374bc7f08c3e63ed156cf78aefb4a6550d97b87997977ee'

const root = makeCertificate({ subject: 'Test root', isAuthority: true, usage: 0x04 })
const leaf = makeCertificate({ subject: 'messageverificationcerts.paypal.com', usage: 0x80 }, root)
const servesLeaf: typeof fetch = async () => new Response(leaf.pem)
const paypalKey = leaf.key.export({ type: 'pkcs8', format: 'pem' }).toString()
const paypalOptions = { webhookId: '8PT597110X687430LKGECATA', roots: root.pem, fetch: servesLeaf }

const item = {
  pspReference: '7914073381342284',
  merchantAccountCode: 'TestMerchant',
  merchantReference: 'Payment:1',
  amount: { value: 1130, currency: 'EUR' },
  eventCode: 'AUTHORISATION',
  success: 'true',
}
const adyenKey = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056'
const otherAdyenKey = 'DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00'

function plain(name: string, scheme: Scheme, more: Partial<Sample> = {}): Sample {
  return { name, scheme, secrets: text, event, wrong, ...more }
}

function standard(name: string, scheme: Scheme): Sample {
  return { name, scheme, secrets: hmacSecret, event, wrong: wrongHmac }
}

/** Every scheme, some of them several times. */
export const samples: readonly Sample[] = [
  plain('adyen', schemes.adyen(), { secrets: adyenKey, wrong: otherAdyenKey }),
  plain('adyenItems', schemes.adyenItems(), {
    secrets: adyenKey,
    wrong: otherAdyenKey,
    event: {
      live: 'false',
      notificationItems: [item, { ...item, merchantReference: 'b' }].map((each) => ({
        NotificationRequestItem: each,
      })),
    },
  }),
  plain('cloudEvents', schemes.cloudEvents(), { event: { id: '1', source: '/shop', type: 'paid' } }),
  plain('convoy', schemes.convoy({ hash: 'sha512', encoding: 'base64' })),
  plain('convoy, simple', schemes.convoy({ advanced: false })),
  plain(
    'custom',
    schemes.custom({
      name: 'acme',
      verify: ({ header, secrets }) => secrets.includes(header('x-acme') ?? ''),
      sign: ({ secrets: [secret = ''] }) => ({ 'x-acme': secret }),
    }),
  ),
  plain('discord', schemes.discord(), { secrets: edwardsHex, signSecrets: edwardsPem, wrong: wrongHex }),
  plain('docusign', schemes.docusign(), {
    signSecrets: [wrong, text].map((each) => `${each}-of-docusign`),
    secrets: `${text}-of-docusign`,
  }),
  plain('github', schemes.github(), { headers: { 'x-github-event': 'push', 'x-github-delivery': 'd1' } }),
  standard('gitlab', schemes.gitlab()),
  plain('gitlabToken', schemes.gitlabToken()),
  plain(
    'hmac',
    schemes.hmac({
      name: 'acme',
      header: 'X-Acme',
      prefix: 'sha512=',
      hash: 'sha512',
      encoding: 'base64',
      signed: '{method} {url} {id} {timestamp} {body}',
      timestamp: { header: 'X-Acme-Time', unit: 'ms' },
      id: { header: 'X-Acme-Id' },
    }),
  ),
  plain(
    'hmac, pairs',
    schemes.hmac({
      header: 'x-acme',
      separator: ';',
      version: 'v2',
      signed: '{timestamp}|{body}',
      timestamp: { pair: 't', unit: 'rfc3339' },
      id: { body: 'id' },
      type: { body: 'type' },
    }),
  ),
  plain('hook0', schemes.hook0()),
  plain('hook0, headers', schemes.hook0({ headers: ['X-Event-Id', 'Content-Type'] }), {
    headers: { 'x-event-id': 'e1' },
  }),
  plain('httpSignatures, hmac', httpSignatures({ algorithm: 'hmac-sha256', keyIds: ['mine'] })),
  plain(
    'httpSignatures, ecdsa',
    httpSignatures({ algorithm: 'ecdsa-p256-sha256', tag: 'events', label: 'here' }),
    { secrets: p256.publicKey, signSecrets: p256.privateKey, wrong: otherP256.publicKey },
  ),
  plain(
    'httpSignatures, ed25519',
    httpSignatures({
      algorithm: 'ed25519',
      components: [
        '@method',
        '@authority',
        '@path',
        '@query',
        '@scheme',
        '@request-target',
        'content-type',
        'content-digest',
      ],
    }),
    {
      secrets: pemPair(edwards).publicKey,
      signSecrets: edwardsPem,
      wrong: pemPair(generateKeyPairSync('ed25519')).publicKey,
    },
  ),
  plain('hubspot', schemes.hubspot({ url }), { event: [{ eventId: 1, subscriptionType: 'deal.creation' }] }),
  plain('hubspot, v1', schemes.hubspot({ version: 'v1' })),
  plain('hubspot, v2', schemes.hubspot({ version: 'v2' })),
  plain('intercom', schemes.intercom()),
  plain('line', schemes.line()),
  plain('linear', schemes.linear()),
  plain('mailgun', schemes.mailgun(), { event: { 'event-data': { event: 'delivered', id: 'x' } } }),
  plain('meta', schemes.meta({ verifyToken: 'chosen' })),
  plain('mux', schemes.mux()),
  standard('openai', schemes.openai()),
  plain('openai, text', schemes.openai()),
  plain('paddle', schemes.paddle(), { event: { event_id: 'e1', event_type: 'paid' } }),
  plain('paypal', paypal(paypalOptions), { secrets: [], signSecrets: paypalKey }),
  plain('razorpay', schemes.razorpay()),
  plain('sendgrid', schemes.sendgrid(), {
    secrets: pemBody(p256.publicKey),
    signSecrets: p256.privateKey,
    wrong: pemBody(otherP256.publicKey),
    event: [{ event: 'open' }],
  }),
  plain('shopify', schemes.shopify()),
  plain('slack', schemes.slack(), { event: { event_id: 'Ev1', event: { type: 'app_mention' } } }),
  plain('slack, form', schemes.slack(), { event: new URLSearchParams({ command: '/hello', text: 'Grüße' }) }),
  plain('square', schemes.square({ url })),
  standard('standardWebhooks', schemes.standardWebhooks()),
  { ...standard('standardWebhooks, v1a', schemes.standardWebhooks()), secrets: whpk, signSecrets: whsk },
  {
    ...standard('standardWebhooks, moving', schemes.standardWebhooks()),
    secrets: [whpk, hmacSecret],
    signSecrets: [hmacSecret, whsk],
  },
  plain('stripe', schemes.stripe()),
  plain('stripe, rolling', schemes.stripe(), {
    signSecrets: [wrong, text].map((each) => `${each}-of-stripe`),
    secrets: `${text}-of-stripe`,
  }),
  standard('svix', schemes.svix()),
  plain('twilio, form', schemes.twilio({ url }), {
    event: new URLSearchParams('To=%2B1&From=%2B2&Body=Hi+there&B=2&B=1'),
  }),
  plain('twilio, JSON', schemes.twilio({ url })),
  plain('twitch', schemes.twitch()),
  plain('typeform', schemes.typeform()),
  standard('veza', schemes.veza()),
  standard('veza, legacy', schemes.veza({ legacy: true })),
  plain('workos', schemes.workos()),
  plain('zoom', schemes.zoom()),
]

function pemPair(pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }) {
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function pemBody(publicPem: string): string {
  return publicPem.replaceAll(/-----[^-]+-----|\s/g, '')
}
