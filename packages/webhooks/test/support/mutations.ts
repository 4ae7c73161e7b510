import type { Chance } from './chance.ts'

/** A request under way to a verifier. */
export interface Request {
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
  readonly url: string
  readonly method: string
}

/** Changes a request in one way; `harmless` says that what it means is still the same. */
export interface Mutation {
  readonly name: string
  readonly harmless?: boolean
  readonly apply: (request: Request, chance: Chance) => Request
}

/** Every way in which requests are spoiled. */
export const mutations: readonly Mutation[] = [
  { name: 'header case', harmless: true, apply: headerCase },
  {
    name: 'headers in another order',
    harmless: true,
    apply: (request, chance) => ({ ...request, headers: shuffled(request.headers, chance) }),
  },
  {
    name: 'one header more',
    harmless: true,
    apply: (request) => ({ ...request, headers: [...request.headers, ['x-more', 'a, b']] }),
  },
  body('a bit of the body', (bytes, chance) =>
    changedByte(bytes, chance, (byte) => byte ^ (1 << chance.below(8))),
  ),
  body('a byte less', (bytes, chance) => cut(bytes, chance.below(bytes.length), 1, [])),
  body('a byte more', (bytes, chance) => cut(bytes, chance.below(bytes.length + 1), 0, [chance.below(256)])),
  body('white space in the body', (bytes, chance) =>
    cut(bytes, chance.of([0, bytes.length, chance.below(bytes.length)]), 0, [chance.of([9, 10, 13, 32])]),
  ),
  body('a byte order mark', (bytes) => cut(bytes, 0, 0, [0xef, 0xbb, 0xbf])),
  body('the replacement character', (bytes, chance) =>
    cut(bytes, chance.below(bytes.length), 1, [0xef, 0xbf, 0xbd]),
  ),
  body('a byte that is no UTF-8', (bytes, chance) =>
    cut(bytes, chance.below(bytes.length), 1, [chance.of([0xff, 0xc0, 0x80, 0xfe])]),
  ),
  body('no body', () => new Uint8Array()),
  body('the body twice', (bytes) => Uint8Array.from([...bytes, ...bytes])),
  body('half the body', (bytes) => bytes.slice(0, bytes.length >> 1)),
  body('another letter case in the body', (bytes, chance) =>
    changedByte(bytes, chance, (byte) => byte ^ 0x20),
  ),
  {
    name: 'a header twice',
    apply: (request, chance) => ({
      ...request,
      headers: inserted(request.headers, chance, (header) => header),
    }),
  },
  {
    name: 'a header twice, other case',
    apply: (request, chance) => ({
      ...request,
      headers: inserted(request.headers, chance, ([name, value]) => [name.toUpperCase(), value]),
    }),
  },
  {
    name: 'a header twice, another value',
    apply: (request, chance) => ({
      ...request,
      headers: inserted(request.headers, chance, ([name, value]) => [name, `${value}0`]),
    }),
  },
  {
    name: 'a header less',
    apply: (request, chance) => {
      const gone = chance.below(request.headers.length)
      return { ...request, headers: request.headers.filter((_, index) => index !== gone) }
    },
  },
  { name: 'two values changed places', apply: swappedValues },
  header('joined with itself', (value) => `${value}, ${value}`),
  header('folded', (value, chance) => at(value, chance, '\r\n ')),
  header('a control character', (value, chance) =>
    at(value, chance, chance.of(['\0', '\t', '\n', '\r', '\u007f', '\u0085', '\u2028'])),
  ),
  header('a space', (value, chance) => at(value, chance, ' ')),
  header('a space around', (value, chance) => chance.of([` ${value}`, `${value} `, `\t${value}`])),
  header('empty', () => ''),
  header('a letter changed', (value, chance) =>
    replaced(value, chance, String.fromCharCode(33 + chance.below(94))),
  ),
  header('a letter less', (value, chance) => replaced(value, chance, '')),
  header('a letter more', (value, chance) => at(value, chance, String.fromCharCode(33 + chance.below(94)))),
  header('base64 for URLs', (value) => value.replaceAll('+', '-').replaceAll('/', '_')),
  header('padding taken off', (value) => value.replace(/=+(?=$|[ ,;])/, '')),
  header('padding added', (value) => `${value}=`),
  header('the last letter of base64 written another way', (value) =>
    value.replace(
      /(.)(=+)$/,
      (_, letter: string, pad: string) => String.fromCharCode(letter.charCodeAt(0) + 1) + pad,
    ),
  ),
  header('upper case', (value) => value.toUpperCase()),
  header('lower case', (value) => value.toLowerCase()),
  header('0x in front', (value) => value.replace(/(=|^)([\da-f]{16})/, '$10x$2')),
  header('percent encoding', (value, chance) =>
    replaced(value, chance, `%${value.charCodeAt(0).toString(16)}`),
  ),
  header('quoted', (value) => `"${value}"`),
  header('without prefix', (value) => value.replace(/^\w+=/, '')),
  header('another version', (value) => value.replace(/\b([vh])\d/, (_, letter: string) => `${letter}9`)),
  header('pairs in another order', (value) => value.split(',').reverse().join(',')),
  header('a pair twice', (value) => `${value},${value.split(',')[0]}`),
  header('many signatures', (value) => Array.from({ length: 20 }, () => value).join(' ')),
  header('very long', (value) => value.padEnd(100_000, 'a')),
  header('another alphabet', (value) => value.replaceAll('a', 'а').replaceAll('1', '１')),
  time('one second more', (digits) => String(BigInt(digits) + 1n)),
  time('a zero in front', (digits) => `0${digits}`),
  time('a zero behind', (digits) => `${digits}0`),
  time('with a sign', (digits) => `+${digits}`),
  time('with a fraction', (digits) => `${digits}.0`),
  time('as a power', (digits) => `${digits}e0`),
  time('in hex', (digits) => `0x${BigInt(digits).toString(16)}`),
  time('not a number', () => 'NaN'),
  time('Infinity', () => 'Infinity'),
  time('negative', (digits) => `-${digits}`),
  time(
    'a digit moved into the body',
    (digits) => digits.slice(0, -1),
    (digits) => digits.slice(-1),
  ),
  { name: 'a letter of the body moved to the header before it', apply: movedLetter },
  { name: 'another method', apply: (request) => ({ ...request, method: 'PUT' }) },
  {
    name: 'another address',
    apply: (request, chance) => ({
      ...request,
      url: chance.of([
        `${request.url}?a=1`,
        request.url.replace('https', 'http'),
        `${request.url}/`,
        request.url.replace('example', 'examp1e'),
        'not a url',
      ]),
    }),
  },
]

function body(name: string, change: (bytes: Uint8Array, chance: Chance) => Uint8Array): Mutation {
  return { name, apply: (request, chance) => ({ ...request, body: change(request.body, chance) }) }
}

function header(name: string, change: (value: string, chance: Chance) => string): Mutation {
  return {
    name,
    apply: (request, chance) => {
      const index = chance.below(request.headers.length)
      const headers = request.headers.map(
        ([each, value], at) => [each, at === index ? change(value, chance) : value] as const,
      )
      return { ...request, headers }
    },
  }
}

/** Changes what looks like a Unix time in a header. */
function time(
  name: string,
  change: (digits: string) => string,
  intoBody: (digits: string) => string = () => '',
): Mutation {
  return {
    name: `time: ${name}`,
    apply: (request) => {
      let moved = ''
      const headers = request.headers.map(([each, value]) => {
        const next = value.replace(/(?<![\da-z])\d{10}(?:\d{3})?(?![\da-z])/i, (digits) => {
          moved = intoBody(digits)
          return change(digits)
        })
        return [each, next] as const
      })
      return { ...request, headers, body: cut(request.body, 0, 0, [...new TextEncoder().encode(moved)]) }
    },
  }
}

function headerCase(request: Request, chance: Chance): Request {
  const mixed = (name: string) =>
    name.replaceAll(/[a-z]/g, (letter) => (chance.next() < 0.5 ? letter.toUpperCase() : letter))
  return { ...request, headers: request.headers.map(([name, value]) => [mixed(name), value] as const) }
}

function movedLetter(request: Request, chance: Chance): Request {
  const index = chance.below(request.headers.length)
  const letter = String.fromCharCode(request.body[0] ?? 0)
  const headers = request.headers.map(
    ([name, value], at) => [name, at === index ? value + letter : value] as const,
  )
  return { ...request, headers, body: request.body.slice(1) }
}

function swappedValues(request: Request, chance: Chance): Request {
  const [one, other] = [chance.below(request.headers.length), chance.below(request.headers.length)]
  const valueAt = (index: number) => request.headers[index]?.[1] ?? ''
  const headers = request.headers.map(
    ([name, value], at) => [name, at === one ? valueAt(other) : at === other ? valueAt(one) : value] as const,
  )
  return { ...request, headers }
}

function inserted(
  headers: Request['headers'],
  chance: Chance,
  change: (header: readonly [string, string]) => readonly [string, string],
): Request['headers'] {
  return headers.length === 0 ? headers : [...headers, change(chance.of(headers))]
}

function shuffled<T>(list: readonly T[], chance: Chance): T[] {
  return list
    .map((item) => ({ item, at: chance.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

function at(value: string, chance: Chance, text: string): string {
  const index = chance.below(value.length + 1)
  return value.slice(0, index) + text + value.slice(index)
}

function replaced(value: string, chance: Chance, text: string): string {
  const index = chance.below(value.length)
  return value.slice(0, index) + text + value.slice(index + 1)
}

function cut(bytes: Uint8Array, index: number, length: number, more: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, index), ...more, ...bytes.subarray(index + length)])
}

function changedByte(bytes: Uint8Array, chance: Chance, change: (byte: number) => number): Uint8Array {
  const index = chance.below(bytes.length)
  const byte = bytes[index]
  return byte === undefined ? bytes : bytes.with(index, change(byte))
}
