import { describe, expect, test } from 'vitest'
import { createVerifier, sign } from '../../src/index.ts'
import { bodyOf, schemeOf, type VectorCase, type VectorFile, vectorFiles } from './vectors.ts'

/** Holds every vector against the engine. Called once for each implementation of the crypto. */
export function checkVectors(runtime: string): void {
  describe.each(vectorFiles().map((file) => [file.file, file] as const))(
    `the vectors of %s, ${runtime}`,
    (_, file) => {
      test.each(file.cases.map((vector) => [vector.name, vector] as const))('%s', async (__, vector) => {
        const verifier = verifierOf(file, vector)
        const received = verifier.verify(messageOf(vector))
        if ('code' in vector.expect) {
          await expect(received).rejects.toMatchObject({
            name: 'WebhookVerificationError',
            code: vector.expect.code,
          })
          return
        }
        expect(await received).toMatchObject({
          secretIndex: 0,
          ...vector.expect.accepted,
          body: bodyOf(vector),
        })
        await expect(verifier.verify(messageOf(vector))).rejects.toMatchObject({ code: 'WEBHOOK_DUPLICATE' })
      })

      const signed = file.cases.filter((vector) => vector.sign === true)
      test.each(signed.map((vector) => [vector.name, vector] as const))('%s, signed', async (__, vector) => {
        const { headers } = await sign({
          scheme: schemeOf(file, vector),
          secrets: vector.signSecrets ?? vector.secrets,
          minSecretBytes: vector.minSecretBytes ?? 16,
          body: bodyOf(vector),
          headers: { 'content-type': vector.headers['content-type'] ?? 'application/json' },
          timestamp: new Date(vector.now),
          ...idOf(vector),
          ...(vector.url !== undefined && { url: vector.url }),
          ...(vector.method !== undefined && { method: vector.method }),
        })
        expect(headers).toMatchObject(vector.headers)
      })

      const repeats = file.cases.filter(({ duplicateOf }) => duplicateOf !== undefined)
      test.each(repeats.map((vector) => [vector.name, vector] as const))('%s', async (__, vector) => {
        const first = file.cases[vector.duplicateOf ?? -1]
        if (first === undefined) return expect.fail('the vector repeats none')
        const verifier = verifierOf(file, vector)
        await verifier.verify(messageOf(first))
        await expect(verifier.verify(messageOf(vector))).rejects.toMatchObject({ code: 'WEBHOOK_DUPLICATE' })
      })
    },
  )
}

function verifierOf(file: VectorFile, vector: VectorCase) {
  return createVerifier({
    scheme: schemeOf(file, vector),
    secrets: vector.secrets,
    minSecretBytes: vector.minSecretBytes ?? 16,
    parse: vector.parse ?? true,
    now: () => vector.now,
    ...(vector.toleranceMs !== undefined && { toleranceMs: vector.toleranceMs }),
  })
}

function messageOf(vector: VectorCase) {
  const { url, method, headers } = vector
  return {
    headers,
    body: bodyOf(vector),
    ...(url !== undefined && { url }),
    ...(method !== undefined && { method }),
  }
}

function idOf({ headers }: VectorCase): { readonly id?: string } {
  const id = headers['webhook-id'] ?? headers['svix-id']
  return id === undefined ? {} : { id }
}
