import assert from 'node:assert/strict'
import { format, inspect } from 'node:util'
import { serialize } from 'node:v8'

/** Everything by which a value may come to light; each gives a text, or nothing where it refuses. */
export const channels: Readonly<Record<string, (value: unknown) => string | Promise<string>>> = {
  String: (value) => String(value),
  template: (value) => [value].join(''),
  concatenation: (value) => `${value as string}`.concat('', String(value)),
  inspect: (value) => inspect(value),
  'inspect deep': (value) => inspect(value, { depth: null }),
  'inspect hidden': (value) => inspect(value, { depth: null, showHidden: true }),
  'inspect getters': (value) => inspect(value, { depth: null, getters: true, showHidden: true }),
  'inspect proxy': (value) => inspect(value, { depth: null, showProxy: true }),
  'inspect without custom': (value) =>
    inspect(value, { depth: null, customInspect: false, showHidden: true }),
  'inspect in a list': (value) => inspect([[[value]]], { depth: null }),
  'inspect in a map': (value) => inspect(new Map([[value, new Set([value])]]), { depth: null }),
  'format %s': (value) => format('%s', value),
  'format %o': (value) => format('%o', value),
  'format %O': (value) => format('%O', value),
  'format %j': (value) => format('%j', value),
  'format %d': (value) => format('%d', value),
  JSON: (value) => JSON.stringify(value) ?? '',
  'JSON in an object': (value) => JSON.stringify({ value, list: [value] }),
  'JSON of a spread': (value) => JSON.stringify({ ...(value as object) }),
  'JSON of entries': (value) => JSON.stringify(Object.entries(value as object)),
  keys: (value) => inspect(Reflect.ownKeys(value as object)),
  descriptors: (value) => inspect(Object.getOwnPropertyDescriptors(value), { depth: null }),
  'descriptors of the prototype': (value) =>
    inspect(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(value) as object), { depth: null }),
  'every property': (value) => {
    const texts: string[] = []
    for (const name in value as object) texts.push(inspect(Reflect.get(value as object, name), { depth: 4 }))
    return texts.join()
  },
  'Object.assign': (value) => inspect(Object.assign({}, value), { depth: null }),
  structuredClone: (value) => inspect(structuredClone(value), { depth: null, showHidden: true }),
  serialize: (value) => serialize(value).toString('latin1'),
  postMessage: async (value) => {
    const { port1, port2 } = new MessageChannel()
    const received = new Promise<string>((resolve) => {
      port2.onmessage = ({ data }) => resolve(inspect(data, { depth: null }))
    })
    try {
      port1.postMessage(value)
      return await received
    } finally {
      port1.close()
    }
  },
  Headers: (value) => inspect([...new Headers({ 'x-value': String(value) })]),
  URLSearchParams: (value) => new URLSearchParams({ value: String(value) }).toString(),
  'assert.deepEqual': (value) => messageOf(() => assert.deepEqual(value, { other: 1 })),
  'assert.equal': (value) => messageOf(() => assert.equal(value, 1)),
  'Error with it as a cause': (value) =>
    inspect(new Error('outer', { cause: value }), { depth: null, showHidden: true }),
  AggregateError: (value) => inspect(new AggregateError([value], 'many'), { depth: null, showHidden: true }),
  'thrown and printed': (value) => inspect(thrown(value), { depth: null }),
  stack: (value) => (value instanceof Error ? `${value.stack} ${value.message} ${inspect(value.cause)}` : ''),
  'causes of causes': (value) => {
    const texts: string[] = []
    for (let error = value; error instanceof Error; error = error.cause)
      texts.push(String(error.stack), JSON.stringify(Object.getOwnPropertyDescriptors(error)))
    return texts.join()
  },
  'console.table': (value) => inspect([value], { compact: true, depth: null, breakLength: 1 }),
}

/** A secret in the forms that it may be found in. */
function forms(secret: string): string[] {
  const buffer = Buffer.from(secret)
  return [
    secret,
    buffer.toString('base64').replace(/=+$/, ''),
    buffer.toString('base64url'),
    buffer.toString('hex'),
    encodeURIComponent(secret),
    Array.from(secret, (char) => `%${char.charCodeAt(0).toString(16)}`).join(''),
  ]
}

/** The channels by which a secret comes out of a value. */
export async function leaks(value: unknown, secrets: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const [name, channel] of Object.entries(channels)) {
    let text = ''
    try {
      text = await channel(value)
    } catch (error) {
      text = inspect(error, { depth: null, showHidden: true })
    }
    for (const secret of secrets)
      if (forms(secret).some((form) => text.includes(form))) found.push(`${name}: ${secret}`)
  }
  return found
}

function messageOf(work: () => void): string {
  try {
    work()
    return ''
  } catch (error) {
    return String((error as Error).message)
  }
}

function thrown(value: unknown): unknown {
  try {
    throw value
  } catch (caught) {
    return caught
  }
}
