import fc from 'fast-check'
import type { WireObject } from '../src/index.ts'
import { type AnyModel, payloads } from './payloads.ts'

/** Values that some servers send in place of the usual ones, and such as break the contract. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    '7',
    '-12',
    '007',
    '9007199254740993',
    'word',
    0,
    -0,
    1.5,
    2 ** 53,
    [],
  ),
  fc.constantFrom(
    '2024-01-01T12:00:00Z',
    '2024-01-01T12:00:00.123456Z',
    '2024-01-01T12:00:00+02:00',
    '2024-02-30T12:00:00Z',
    '2024-01-01',
  ),
  fc.record(
    {
      Valid: fc.constantFrom<unknown>(true, false, 'yes'),
      String: fc.constantFrom<unknown>('x', '7', 7, null),
    },
    { requiredKeys: ['Valid'] },
  ),
  fc.array(fc.constantFrom<unknown>('a', '7', 7, null), { maxLength: 3 }),
  fc.jsonValue(),
)

/** Payloads of a model with some fields missing, and some that hold anything. */
export function oddPayloads(model: AnyModel): fc.Arbitrary<WireObject> {
  const key = fc.constantFrom(...Object.keys(model.wireFields))
  const changes = fc.array(fc.tuple(key, fc.option(odd, { nil: undefined, freq: 8 })), { maxLength: 3 })
  return fc.tuple(payloads(model), changes).map(([wire, changed]) => {
    const entries = Object.entries({ ...wire, ...Object.fromEntries(changed) })
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  })
}
