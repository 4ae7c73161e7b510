import { describe, expect, test } from 'vitest'
import { createVerifier, webhookRequest } from '../../src/index.ts'
import { type Sample, samples, url } from './samples.ts'

const named = samples.map((sample) => [sample.name, sample] as const)

/** What must hold of every scheme alike. Called once for each implementation of the crypto. */
export function checkEveryScheme(runtime: string): void {
  describe.each(named)(`%s, ${runtime}`, (_, sample) => {
    test('verifies what it signs, once', async () => {
      const request = await signed(sample)
      const verifier = verifierOf(sample)
      const { event, scheme, body } = await verifier.verify(request.clone())
      expect(scheme).toBe(sample.scheme.name)
      expect(body.length).toBeGreaterThan(0)
      expect(event).toMatchObject(sample.event instanceof URLSearchParams ? {} : withoutItems(sample.event))
      await expect(verifier.verify(request)).rejects.toMatchObject({
        code: 'WEBHOOK_DUPLICATE',
        answerStatus: 200,
      })
    })

    test('lets a webhook in again after its claim was given up', async () => {
      const request = await signed(sample)
      const verifier = verifierOf(sample)
      const webhook = await verifier.verify(request.clone())
      await webhook.release()
      await expect(verifier.verify(request)).resolves.toMatchObject({ scheme: sample.scheme.name })
    })

    test('lets every repeat in when replay is off', async () => {
      const request = await signed(sample)
      const verifier = createVerifier({ ...options(sample), replay: false })
      for (let i = 0; i < 3; i++) await expect(verifier.verify(request.clone())).resolves.toBeDefined()
    })

    test('finds the right one of two secrets', async () => {
      // One needs no secret, one says itself which it was, one is told by the key's id.
      if (['paypal', 'custom', 'httpSignatures, hmac'].includes(sample.name)) return
      const secrets = [sample.wrong, sample.secrets].flat()
      const { secretIndex } = await createVerifier({ scheme: sample.scheme, secrets }).verify(
        await signed(sample),
      )
      expect(secretIndex).toBeGreaterThan(0)
    })

    test('refuses a body that nobody signed', async () => {
      const request = await signed(sample)
      const text = (await request.clone().text()).replace(/([a-z])([a-z])/i, '$2$1')
      const received = verifierOf(sample).verify(new Request(request, { body: text }))
      if (coversBody(sample))
        await expect(received).rejects.toMatchObject({ name: 'WebhookVerificationError' })
      else
        await expect(
          received.then(
            () => true,
            () => true,
          ),
        ).resolves.toBe(true)
    })

    test('says nothing secret when it refuses', async () => {
      const request = await signed(sample)
      for (const [name, value] of [...request.headers])
        request.headers.set(name, value.replaceAll(/\w/g, '0'))
      const error: Error = await verifierOf(sample)
        .verify(request)
        .then(
          () => new Error('accepted'),
          (thrown) => thrown,
        )
      for (const secret of [sample.secrets, sample.signSecrets ?? []].flat()) {
        expect(`${error.stack}${error.message}${JSON.stringify(error)}`).not.toContain(secret.slice(-20))
      }
    })
  })
}

/** Whether the scheme signs the body at all. */
function coversBody({ name }: Sample): boolean {
  return !['cloudEvents', 'custom', 'gitlabToken', 'mailgun', 'adyenItems'].includes(name)
}

function options(sample: Sample) {
  return { scheme: sample.scheme, secrets: sample.secrets }
}

function verifierOf(sample: Sample) {
  return createVerifier(options(sample))
}

function signed({ scheme, secrets, signSecrets, event, headers }: Sample): Promise<Request> {
  return webhookRequest(scheme, event, {
    secrets: signSecrets ?? secrets,
    url,
    ...(headers !== undefined && { headers }),
  })
}

/** Signing puts signatures into the items of Adyen. */
function withoutItems(event: Sample['event']): object {
  return typeof event === 'object' && !('notificationItems' in event) ? event : {}
}
