import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ErrorContext } from '../../src/handle/handler-options.ts'
import { createVerifier } from '../../src/index.ts'
import { standardWebhooks } from '../../src/schemes/standard-webhooks.ts'
import { expressSetups } from './express-setups.ts'
import { fastifySetups } from './fastify-setups.ts'
import { fetchSetups, nodeSetups } from './fetch-setups.ts'
import { koaSetups } from './koa-setups.ts'
import { type Payload, payloads } from './payloads.ts'
import { post, secret } from './post.ts'
import type { Setup } from './setup.ts'

const setups: readonly Setup[] = [
  ...fetchSetups,
  ...nodeSetups,
  ...expressSetups,
  ...fastifySetups,
  ...koaSetups,
]

/**
 * What is not verified: by a code of ours, or by the status with which the framework refuses by itself. All else must
 * be verified, byte for byte.
 */
type Matrix = Record<string, Record<string, string>>

const file = new URL('matrix.json', import.meta.url)
const expected = JSON.parse(readFileSync(file, 'utf8')) as Matrix

async function outcome(setup: Setup, payload: Payload): Promise<string> {
  const errors: [unknown, ErrorContext][] = []
  const bodies: Uint8Array[] = []
  const { maxBodyBytes } = payload
  const verifier = createVerifier({
    scheme: standardWebhooks(),
    secrets: secret,
    parse: false,
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
  })
  const app = await setup.start({
    verifier,
    onUnknown: (_, { body }) => void bodies.push(body),
    onError: (error, context) => errors.push([error, context]),
  })
  try {
    const { status, text } = await post(app.url, payload)
    if (status === 200) {
      // Verified means: the very bytes that were signed.
      expect(bodies).toHaveLength(1)
      expect(Buffer.from(payload.plain).equals(bodies[0] as Uint8Array)).toBe(true)
      expect(errors).toEqual([])
      return 'verified'
    }
    expect(bodies).toEqual([])
    if (errors.length === 0) return String(status)
    const [{ code, answerStatus, remedy }] = errors[0] as [
      { code: string; answerStatus: number; remedy: string },
      unknown,
    ]
    expect({ status, text }).toEqual({ status: answerStatus, text: JSON.stringify({ error: { code } }) })
    expect(remedy.length).toBeGreaterThan(20)
    return code
  } finally {
    await app.close()
  }
}

describe('the raw body of', () => {
  const found: Matrix = {}

  test.each(setups.map((setup) => [`${setup.framework}, ${setup.parser}`, setup] as const))(
    '%s',
    async (name, setup) => {
      const row: Record<string, string> = {}
      for (const payload of payloads) {
        const how = await outcome(setup, payload)
        if (how !== 'verified') row[payload.name] = how
      }
      found[name] = row
      if (process.env['VEZA_UPDATE_MATRIX'] === undefined) expect(row).toEqual(expected[name])
    },
  )

  test('every setup is in the checked-in table, which says why each refusal is one', () => {
    if (process.env['VEZA_UPDATE_MATRIX'] !== undefined)
      writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`)
    expect(Object.keys(found)).toEqual(Object.keys(expected))
  })
})
