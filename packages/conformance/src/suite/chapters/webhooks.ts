import { createVerifier, type Scheme, webhookRequest } from '@veza/webhooks'
import { webhookHandler } from '@veza/webhooks/fetch'
import { github, standardWebhooks, stripe } from '@veza/webhooks/schemes'
import type { Case, Chapter } from '../case.ts'
import { equal, failureOf, holds } from '../check.ts'
import { expectHeaders, expectRepeat, expectVerdict } from '../webhook-vectors.ts'

const vectorFiles = [
  'adyen-items.json',
  'content-digest.json',
  'convoy.json',
  'github.json',
  'hook0.json',
  'http-signatures.json',
  'hubspot.json',
  'own.json',
  'sendgrid.json',
  'slack.json',
  'standard-webhooks.json',
  'stripe-hmac.json',
  'stripe.json',
  'twilio.json',
]

const whsec = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const whpk = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4='
const whsk = 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg=='
const text = 'a-text-secret-of-some-length'
const event = { id: 'evt_1', type: 'message.sent', data: { text: 'Grüße 🎧', number: 1.5 } }

interface RoundTrip {
  readonly name: string
  readonly scheme: Scheme
  readonly signSecret: string
  readonly secret: string
  readonly wrong: string
}

const roundTrips: readonly RoundTrip[] = [
  {
    name: 'Standard Webhooks v1',
    scheme: standardWebhooks(),
    signSecret: whsec,
    secret: whsec,
    wrong: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  },
  {
    name: 'Standard Webhooks v1a',
    scheme: standardWebhooks(),
    signSecret: whsk,
    secret: whpk,
    wrong: 'whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  },
  {
    name: 'GitHub',
    scheme: github(),
    signSecret: text,
    secret: text,
    wrong: 'another-text-secret-of-length',
  },
  {
    name: 'Stripe',
    scheme: stripe(),
    signSecret: text,
    secret: text,
    wrong: 'another-text-secret-of-length',
  },
]

/** Webhooks, verified and signed by the crypto of each runtime. */
export const webhooks: Chapter = {
  name: 'Webhooks',
  cases: [
    {
      name: 'the files of vectors are those that the cases below go through',
      run({ vectors }) {
        equal(
          vectors.map(({ file }) => file),
          vectorFiles,
        )
      },
    },
    ...vectorFiles.map(vectorCase),
    ...roundTrips.map(roundTripCase),
    {
      name: 'two signatures on one webhook let receivers of either key in',
      async run() {
        const request = await webhookRequest(standardWebhooks(), event, { secrets: [whsec, whsk] })
        for (const secrets of [whsec, whpk]) {
          const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
          equal((await verifier.verify(request.clone())).event, event)
        }
      },
    },
    {
      name: 'a body over the limit is refused, as bytes and as a stream, before its signature is looked at',
      async run() {
        const verifier = createVerifier({ scheme: standardWebhooks(), secrets: whsec, maxBodyBytes: 100 })
        const request = await webhookRequest(standardWebhooks(), 'x'.repeat(101), { secrets: whsec })
        const body = new Uint8Array(await request.clone().arrayBuffer())
        for (const input of [request, { headers: request.headers, body }]) {
          const error = await failureOf(verifier.verify(input))
          equal([error.code, Reflect.get(error, 'answerStatus')], ['WEBHOOK_BODY_TOO_LARGE', 413])
        }
      },
    },
    {
      name: 'a Fetch handler lets a webhook in once, answers a repeat 200 and a forgery 401',
      async run() {
        const heard: unknown[] = []
        const codes: unknown[] = []
        const handler = webhookHandler({
          verifier: createVerifier({ scheme: standardWebhooks(), secrets: whsec }),
          on: { 'message.sent': (sent, { id }) => void heard.push([id, sent]) },
          onError: (error) => codes.push((error as { readonly code?: unknown }).code),
        })
        const request = await webhookRequest(standardWebhooks(), event, { secrets: whsec, id: 'msg_1' })
        const forged = new Request(request.url, { method: 'POST', headers: request.headers, body: '{}' })
        const statuses: number[] = []
        for (const one of [forged, request.clone(), request]) statuses.push((await handler(one)).status)
        equal(statuses, [401, 200, 200])
        equal(heard, [['msg_1', event]])
        equal(codes, ['WEBHOOK_SIGNATURE_MISMATCH', 'WEBHOOK_DUPLICATE'])
      },
    },
    {
      name: 'a Fetch handler reads no more than its limit of a body that is a stream',
      async run() {
        const verifier = createVerifier({ scheme: standardWebhooks(), secrets: whsec, maxBodyBytes: 1000 })
        const request = await webhookRequest(standardWebhooks(), 'x'.repeat(100_000), { secrets: whsec })
        equal((await webhookHandler({ verifier })(request)).status, 413)
      },
    },
  ],
}

function vectorCase(name: string): Case {
  return {
    name: `every vector of ${name} gets its verdict, and is signed to the letter where it can be`,
    async run({ vectors }) {
      const file = vectors.find((one) => one.file === name)
      holds(file !== undefined && file.cases.length > 0, `there are no vectors in ${name}`)
      for (const vector of file.cases) {
        await expectVerdict(file, vector)
        if (vector.sign === true) await expectHeaders(file, vector)
        if (vector.duplicateOf !== undefined) await expectRepeat(file, vector)
      }
    },
  }
}

function roundTripCase({ name, scheme, signSecret, secret, wrong }: RoundTrip): Case {
  return {
    name: `${name}: what is signed is verified once, and not by another key or over another body`,
    async run() {
      const request = await webhookRequest(scheme, event, { secrets: signSecret })
      const verifier = createVerifier({ scheme, secrets: secret })
      const other = createVerifier({ scheme, secrets: wrong })
      const mismatch = await failureOf(other.verify(request.clone()))
      equal(mismatch.code, 'WEBHOOK_SIGNATURE_MISMATCH', 'the code with another key')
      const { headers } = request
      const changed = await failureOf(verifier.verify({ headers, body: `${await request.clone().text()} ` }))
      equal(changed.code, 'WEBHOOK_SIGNATURE_MISMATCH', 'the code over another body')
      equal((await verifier.verify(request.clone())).event, event)
      equal((await failureOf(verifier.verify(request))).code, 'WEBHOOK_DUPLICATE', 'the code of a repeat')
    },
  }
}
