import { describe, expect, test } from 'vitest'
import { newVerifier, signed } from '../../test/handle/fixture.ts'
import { webhookHandler } from '../adapters/fetch/index.ts'
import { commerce, education, health, type Sector, type SectorOptions } from './index.ts'

const key = 'a-secret-of-sixteen-bytes'

async function issues(sector: Sector, event: unknown): Promise<readonly string[]> {
  const result = await sector.schema?.['~standard'].validate(event)
  return result?.issues?.map(({ message }) => message) ?? []
}

describe.each([
  ['health', health, 'patient_id', 'patientId', 'patient'],
  ['education', education, 'student_id', 'studentId', 'student'],
  ['commerce', commerce, 'order_id', 'orderId', 'order'],
] as const)('%s', (name, make, snake, camel, nested) => {
  test('asks each event whom it is about', async () => {
    const sector = make()
    expect(sector.name).toBe(name)
    for (const data of [{ [snake]: 1 }, { [camel]: 'a' }, { [nested]: { id: 'a' } }]) {
      expect(await issues(sector, { type: 'x', data })).toEqual([])
    }
    for (const data of [
      {},
      { [snake]: '' },
      { [snake]: null },
      { [snake]: 1.5 },
      { [nested]: 'a' },
      { [nested]: {} },
      [],
      'a',
      undefined,
    ]) {
      expect(await issues(sector, { type: 'x', data })).toHaveLength(1)
    }
    expect(await issues(sector, { data: { [snake]: 1 } })).toHaveLength(1)
    expect(await issues(sector, null)).toHaveLength(1)
    expect(await issues(sector, { type: 'x', data: Object.create({ [snake]: 1 }) })).toHaveLength(1)
  })

  test('keeps kinds and states, and nothing else', async () => {
    const event = {
      type: 'thing.done',
      timestamp: '2026-01-01T00:00:00Z',
      data: {
        [snake]: 17,
        status: 'open',
        name: 'CANARY',
        age: 41,
        vip: true,
        none: null,
        nested: { email: 'CANARY' },
        list: ['CANARY', { a: 1 }],
      },
    }
    expect(await make().anonymise(event)).toEqual({
      type: 'thing.done',
      timestamp: '[string]',
      data: {
        [snake]: '[id]',
        status: 'open',
        name: '[string]',
        age: '[number]',
        vip: '[boolean]',
        none: null,
        nested: { email: '[string]' },
        list: ['[string]', { a: '[number]' }],
      },
    })
  })

  test('makes pseudonyms with a key: the same for the same id, others with another key or sector', async () => {
    const pseudonym = async (options: SectorOptions, id: unknown) => {
      const { data } = (await make(options).anonymise({ type: 'x', data: { [snake]: id } })) as {
        data: Record<string, string>
      }
      return data[snake]
    }
    const one = await pseudonym({ pseudonymKey: key }, 'P-17')
    expect(one).toMatch(/^p_[\da-f]{20}$/)
    expect(await pseudonym({ pseudonymKey: key }, 'P-17')).toBe(one)
    expect(await pseudonym({ pseudonymKey: key }, 'P-18')).not.toBe(one)
    expect(await pseudonym({ pseudonymKey: `${key}2` }, 'P-17')).not.toBe(one)
  })

  test('can be adapted: fields, schema, none', async () => {
    expect(await make({ keep: ['name'] }).anonymise({ name: 'shown', other: 'x' })).toEqual({
      name: 'shown',
      other: '[string]',
    })
    expect(make({ schema: false }).schema).toBeUndefined()
    const schema = {
      '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
    } as const
    expect(make({ schema }).schema).toBe(schema)
    for (const wrong of [{ pseudonymKey: 'short' }, { kept: [] }]) {
      expect(() => make(wrong as SectorOptions)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
    }
  })
})

test('different sectors give the same id different pseudonyms', async () => {
  const [a, b] = await Promise.all(
    [health, education].map((make) => make({ pseudonymKey: key }).anonymise({ id: '7' })),
  )
  expect(a).not.toEqual(b)
})

test('commerce asks an amount for its currency', async () => {
  const of = (data: object) => issues(commerce(), { type: 'payment.paid', data: { payment_id: 1, ...data } })
  expect(await of({ amount: 12.5, currency: 'EUR' })).toEqual([])
  expect(await of({ amount: 0, currency: 'eur' })).toEqual([])
  for (const wrong of [
    { amount: 5 },
    { amount: '5', currency: 'EUR' },
    { amount: -1, currency: 'EUR' },
    { amount: 5, currency: 'EURO' },
    { amount: null, currency: 'EUR' },
  ]) {
    expect(await of(wrong)).toHaveLength(1)
  }
})

test('what is deep, long or hostile stays small and harmless', async () => {
  const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`) as unknown
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]))
  const proto = JSON.parse('{"__proto__":{"polluted":true},"status":"s"}') as unknown
  expect(JSON.stringify(await health().anonymise(deep))).toContain('[deep]')
  expect(Object.keys((await health().anonymise(wide)) as object)).toHaveLength(50)
  expect(await health().anonymise(Array(1000).fill(1))).toHaveLength(50)
  await health().anonymise(proto)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  for (const text of ['x'.repeat(65), 'Jane Doe', 'a@b.example', '']) {
    expect(await health().anonymise({ status: text })).toEqual({ status: '[string]' })
  }
  for (const odd of [undefined, null, 1, 'a']) await expect(health().anonymise(odd)).resolves.not.toBe('a')
})

describe('a handler with a sector', () => {
  test('refuses an event that is not complete, and lets it in when it is', async () => {
    const listener: unknown[] = []
    const details: unknown[] = []
    const handler = webhookHandler({
      verifier: newVerifier(),
      sector: health(),
      onUnknown: (event) => void listener.push(event),
      onError: (error) => details.push((error as { details: unknown }).details),
    })
    const request = await signed({ type: 'patient.admitted', data: { name: 'Jane' } }, 'msg_1')
    for (const _ of [1, 2]) {
      const response = await handler(request.clone())
      expect([response.status, await response.text()]).toEqual([
        422,
        '{"error":{"code":"WEBHOOK_EVENT_INVALID"}}',
      ])
    }
    expect(details).toHaveLength(2)
    expect(details[0]).toMatchObject({ issues: [{ path: ['data', 'patient_id'] }] })
    expect((await handler(await signed({ type: 'patient.admitted', data: { patient_id: 1 } }))).status).toBe(
      200,
    )
    expect(listener).toHaveLength(1)
  })

  test('logs the event without anybody in it, and hands it on whole', async () => {
    const lines: unknown[] = []
    const line = (...told: unknown[]) => lines.push(told)
    const events: unknown[] = []
    const handler = webhookHandler({
      verifier: newVerifier(),
      sector: health(),
      logger: { debug: line, info: line, warn: line, error: line },
      onUnknown: (event) => void events.push(event),
    })
    const event = { type: 'patient.admitted', data: { patient_id: 'P-17', name: 'CANARY', ward: 'B2' } }
    await handler(await signed(event, 'msg_1'))
    expect(events).toEqual([event])
    expect(lines).toMatchObject([
      [
        {
          sector: 'health',
          type: 'patient.admitted',
          id: 'msg_1',
          event: { data: { patient_id: '[id]', name: '[string]', ward: 'B2' } },
        },
        'veza: webhook received',
      ],
    ])
    expect(JSON.stringify(lines)).not.toMatch(/CANARY|P-17/)
  })

  test('handles the event although the log fails, and lets it in again when the schema fails', async () => {
    const fail = () => {
      throw new Error('away')
    }
    const listener: unknown[] = []
    const onUnknown = (event: unknown) => void listener.push(event)
    const logger = { debug: fail, info: fail, warn: fail, error: fail }
    const sector = { name: 'own', anonymise: fail }
    expect(
      (await webhookHandler({ verifier: newVerifier(), sector, logger, onUnknown })(await signed())).status,
    ).toBe(200)
    const schema = { '~standard': { version: 1, vendor: 'test', validate: fail } } as const
    const broken = webhookHandler({ verifier: newVerifier(), sector: health({ schema }), onUnknown })
    const request = await signed()
    for (const _ of [1, 2]) expect((await broken(request.clone())).status).toBe(500)
    expect(listener).toHaveLength(1)
  })

  test('passes on what its schema made of the event', async () => {
    const schema = {
      '~standard': { version: 1, vendor: 'test', validate: () => ({ value: { mapped: true } }) },
    } as const
    const events: unknown[] = []
    const handler = webhookHandler({
      verifier: newVerifier(),
      sector: health({ schema }),
      onUnknown: (event) => void events.push(event),
    })
    await handler(await signed())
    expect(events).toEqual([{ mapped: true }])
  })
})
