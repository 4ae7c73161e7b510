import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Secret } from './secret.ts'

const canary = 'canary-5b1f'
const secret = new Secret(canary)
/** The same secret, to those who take it for a text. */
const text = secret as unknown as string

describe('a secret', () => {
  test.each<[string, () => unknown]>([
    ['inspect', () => inspect(secret)],
    ['inspect with showHidden', () => inspect(secret, { showHidden: true, depth: null, getters: true })],
    ['inspect of what holds it', () => inspect({ a: { b: { c: { d: secret } } } }, { depth: null })],
    ['inspect of what holds it, cut off by depth', () => inspect({ a: { b: secret } }, { depth: 0 })],
    ['inspect without the custom printer', () => inspect(secret, { customInspect: false, showHidden: true })],
    ['JSON.stringify', () => JSON.stringify(secret)],
    ['JSON.stringify of what holds it', () => JSON.stringify({ secret, list: [secret] })],
    ['a template', () => `${text}`],
    ['String', () => String(text)],
    ['concatenation', () => `${'key: '}${text}`],
    ['spread', () => inspect({ ...(secret as object) }, { showHidden: true })],
    ['structuredClone', () => inspect(structuredClone(secret), { showHidden: true })],
    ['Object.entries', () => inspect(Object.entries(secret))],
    ['Object.assign', () => inspect(Object.assign({}, secret as object))],
    ['its own descriptors', () => inspect(Object.getOwnPropertyDescriptors(secret), { depth: null })],
    ['Reflect.ownKeys', () => inspect(Reflect.ownKeys(secret))],
    ['an error that quotes it', () => inspect(new Error(`bad key ${text}`, { cause: secret }))],
  ])('is not to be seen in %s', (_, print) => {
    const printed = print()
    expect(printed).toEqual(expect.any(String))
    expect(printed).not.toContain(canary)
  })

  test('prints as [secret]', () => {
    expect(`${text}`).toBe('[secret]')
    expect(inspect(secret)).toBe('[secret]')
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}')
  })

  test('has no property of its own, so a copy of it holds nothing', () => {
    expect(Reflect.ownKeys(secret)).toEqual([])
    expect({ ...(secret as object) }).toEqual({})
    expect(structuredClone(secret)).toEqual({})
  })

  test('gives its text to who asks for it', () => {
    expect(secret.reveal()).toBe(canary)
  })
})

describe('the comparison of secrets', () => {
  test.each([
    ['', '', true],
    ['', 'a', false],
    ['a', '', false],
    ['a', 'a', true],
    ['a', 'b', false],
    ['a', 'aa', false],
    ['aa', 'a', false],
    ['abab', 'ab', false],
    ['ab', 'abab', false],
    ['\0', '', false],
    ['', '\0', false],
    ['é', 'e', false],
    ['🔑', '🔑', true],
  ])('of %j with %j gives %s', (mine, theirs, same) => {
    expect(new Secret(mine).equals(theirs)).toBe(same)
    expect(new Secret(mine).equals(new Secret(theirs))).toBe(same)
  })

  test('agrees with === for any two texts', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\0'), maxLength: 6 })
    fc.assert(
      fc.property(letters, letters, (mine, theirs) => {
        expect(new Secret(mine).equals(theirs)).toBe(mine === theirs)
      }),
      { numRuns: 1000 },
    )
  })
})
