import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonSchema } from '../src/openapi/json-schema.ts'
import { Validator } from '../src/schema/index.ts'
import { models, payloads } from './payloads.ts'

const ajv = new Ajv2020({ strict: true, strictTypes: false })
addFormats.default(ajv)

/** JSON whose numbers a 64-bit id can be, where they are whole. */
const anyValue = fc.jsonValue().filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value))

describe.each(models)('the JSON Schema of %s', (_, model) => {
  const ofAnswer = ajv.compile(jsonSchema(model, 'answer'))
  const ofRequest = ajv.compile(jsonSchema(model, 'request'))
  const validator = new Validator()

  test('allows every payload of the model', () => {
    fc.assert(
      fc.property(payloads(model), (wire) => {
        expect([ofAnswer(wire), ofAnswer.errors]).toEqual([true, null])
        expect([ofRequest(wire), ofRequest.errors]).toEqual([true, null])
      }),
      { numRuns: 100 },
    )
  })

  test('allows nothing that the validator would refuse', () => {
    const fields = Object.keys(model.wireFields)
    const broken = fc
      .tuple(payloads(model), fc.constantFrom(...fields), anyValue)
      .map(([wire, field, value]) => ({ ...wire, [field]: value }))
    fc.assert(
      fc.property(broken, (wire) => {
        if (ofRequest(wire)) expect(validator.check(model, wire)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('wants what the model wants', () => {
    const wanted = Object.entries(model.wireFields).filter(([, kind]) => kind.type !== 'optional')
    expect(ofAnswer({})).toBe(wanted.length === 0)
    expect(ofAnswer([])).toBe(false)
  })
})

test('words that the platform has learnt since are allowed in answers, not in requests', () => {
  const model = { wireFields: { status: { type: 'enum', known: ['live', 'ended'] } } } as const
  for (const [direction, newer] of [
    ['answer', true],
    ['request', false],
  ] as const) {
    const validate = ajv.compile(jsonSchema(model, direction))
    expect([validate({ status: 'live' }), validate({ status: 'paused' }), validate({ status: 1 })]).toEqual([
      true,
      newer,
      false,
    ])
  }
})
