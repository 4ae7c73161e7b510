import { describe, expect, test } from 'vitest'
import { createSigner, createVerifier, type Scheme, type SecretInput } from '../src/index.ts'
import { docusign, paddle, standardWebhooks, stripe, veza } from '../src/schemes/index.ts'

const hmac = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const newHmac = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const secretKey =
  'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg=='
const publicKey = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4='
const [old, next] = ['the-old-secret-of-the-two', 'the-new-secret-of-the-two']

interface Step {
  readonly sender: readonly SecretInput[]
  readonly receivers: readonly (readonly SecretInput[])[]
}

/** Every receiver that may be there while the sender is at a step takes what the sender signs. */
async function refusals(scheme: Scheme, steps: readonly Step[]): Promise<string[]> {
  const refused: string[] = []
  for (const [step, { sender, receivers }] of steps.entries()) {
    const signed = await createSigner({ scheme, secrets: sender }).sign({ body: { type: 'a.b', id: 'x' } })
    for (const [index, secrets] of receivers.entries()) {
      await createVerifier({ scheme, secrets })
        .verify(signed)
        .catch(({ code }: { code: string }) => refused.push(`step ${step}, receiver ${index}: ${code}`))
    }
  }
  return refused
}

describe('replacing a secret with no refused request', () => {
  test.each<[string, Scheme]>([
    ['stripe', stripe()],
    ['paddle', paddle()],
    ['docusign', docusign()],
  ])('works by overlapping signatures: %s', async (_, scheme) => {
    const steps = [
      { sender: [old], receivers: [[old]] },
      { sender: [next, old], receivers: [[old], [next], [old, next]] },
      { sender: [next], receivers: [[next], [old, next]] },
    ]
    expect(await refusals(scheme, steps)).toEqual([])
  })

  test('works where receivers change first', async () => {
    const steps = [
      { sender: [hmac], receivers: [[hmac], [newHmac, hmac]] },
      { sender: [newHmac], receivers: [[newHmac, hmac], [newHmac]] },
    ]
    expect(await refusals(standardWebhooks(), steps)).toEqual([])
  })
})

test.each([
  ['standardWebhooks', standardWebhooks()],
  ['veza', veza()],
])('%s: HMAC is left for Ed25519 with no refused request', async (_, scheme) => {
  const steps = [
    { sender: [hmac], receivers: [[hmac], [hmac, publicKey]] },
    { sender: [hmac, secretKey], receivers: [[hmac], [hmac, publicKey], [publicKey]] },
    { sender: [secretKey], receivers: [[publicKey], [hmac, publicKey]] },
  ]
  expect(await refusals(scheme, steps)).toEqual([])
})

test('who has only the old secret is told which kind is missing', async () => {
  const signed = await createSigner({ scheme: veza(), secrets: secretKey }).sign({ body: {} })
  await expect(createVerifier({ scheme: veza(), secrets: hmac }).verify(signed)).rejects.toMatchObject({
    code: 'WEBHOOK_SIGNATURE_VERSION',
  })
})

test('the verifier tells which secret is still in use', async () => {
  const receiver = createVerifier({ scheme: stripe(), secrets: [next, old] })
  const by = (secrets: string) => createSigner({ scheme: stripe(), secrets }).sign({ body: { id: secrets } })
  expect((await receiver.verify(await by(old))).secretIndex).toBe(1)
  expect((await receiver.verify(await by(next))).secretIndex).toBe(0)
})
