import { fromBase64 } from '../bytes/base64.ts'
import { Refused } from '../refusals/refused.ts'

/** A bare item of RFC 9651: a string, an integer, a token, bytes as base64, or a flag. */
export type BareItem =
  | { readonly type: 'string' | 'token' | 'bytes'; readonly value: string }
  | { readonly type: 'integer'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }

/** Parameters, in their order. */
export type Parameters = ReadonlyMap<string, BareItem>

/** An item with its parameters. */
export interface Item {
  readonly item: BareItem
  readonly parameters: Parameters
}

/** A list in parentheses with its parameters. */
export interface InnerList {
  readonly items: readonly Item[]
  readonly parameters: Parameters
}

/** A member of a dictionary. */
export type Member = Item | InnerList

const key = /^[a-z*][\w.*-]*/
const bare: readonly (readonly [RegExp, (text: string) => BareItem])[] = [
  [
    /^"(?:[ !#-[\]-~]|\\["\\])*"/,
    (text) => ({ type: 'string', value: text.slice(1, -1).replaceAll(/\\(.)/g, '$1') }),
  ],
  [/^-?\d{1,15}(?![\d.])/, (text) => ({ type: 'integer', value: Number(text) })],
  [/^:[a-z\d+/]*={0,2}:/i, (text) => ({ type: 'bytes', value: text.slice(1, -1) })],
  [/^\?[01]/, (text) => ({ type: 'boolean', value: text === '?1' })],
  [/^[a-z*][\w!#$%&'*+.^`|~:/-]*/i, (text) => ({ type: 'token', value: text })],
]

/** Reads a dictionary of RFC 9651: what HTTP message signatures use of it. A key that comes twice is refused. */
export function parseDictionary(text: string, header: string): ReadonlyMap<string, Member> {
  const reader = new Reader(text, header)
  const members = new Map<string, Member>()
  do {
    const name = reader.take(key)
    if (members.has(name)) throw reader.malformed()
    members.set(name, reader.skip('=') ? reader.member() : { item: flag, parameters: reader.parameters() })
  } while (reader.comma())
  return members
}

/** A bare item as RFC 9651 writes it. */
export function serializeItem(item: BareItem): string {
  if (item.type === 'string') return `"${item.value.replaceAll(/["\\]/g, '\\$&')}"`
  if (item.type === 'bytes') return `:${item.value}:`
  return item.type === 'boolean' ? `?${Number(item.value)}` : String(item.value)
}

/** Parameters as RFC 9651 writes them. */
export function serializeParameters(parameters: Parameters): string {
  return [...parameters]
    .map(([name, item]) => (item.value === true ? `;${name}` : `;${name}=${serializeItem(item)}`))
    .join('')
}

const flag: BareItem = { type: 'boolean', value: true }

class Reader {
  #rest: string
  readonly #header: string

  constructor(text: string, header: string) {
    this.#rest = text
    this.#header = header
  }

  take(pattern: RegExp): string {
    const [found] = pattern.exec(this.#rest) ?? []
    if (found === undefined) throw this.malformed()
    this.#rest = this.#rest.slice(found.length)
    return found
  }

  skip(letter: string): boolean {
    const stands = this.#rest.startsWith(letter)
    if (stands) this.#rest = this.#rest.slice(1)
    return stands
  }

  /** Whether another member follows; the end of the text is the other thing that may come. */
  comma(): boolean {
    this.#rest = this.#rest.trimStart()
    if (this.#rest === '') return false
    if (!this.skip(',')) throw this.malformed()
    this.#rest = this.#rest.trimStart()
    return true
  }

  member(): Member {
    if (!this.skip('(')) return this.#item()
    const items: Item[] = []
    for (;;) {
      while (this.skip(' '));
      if (this.skip(')')) break
      items.push(this.#item())
      if (!/^[ )]/.test(this.#rest)) throw this.malformed()
    }
    return { items, parameters: this.parameters() }
  }

  parameters(): Parameters {
    const found = new Map<string, BareItem>()
    while (this.skip(';')) {
      while (this.skip(' '));
      const name = this.take(key)
      if (found.has(name)) throw this.malformed()
      found.set(name, this.skip('=') ? this.#bare() : flag)
    }
    return found
  }

  malformed(): Refused {
    return new Refused('WEBHOOK_SIGNATURE_MALFORMED', `the header ${this.#header}`)
  }

  #item(): Item {
    return { item: this.#bare(), parameters: this.parameters() }
  }

  #bare(): BareItem {
    for (const [pattern, make] of bare) {
      if (!pattern.test(this.#rest)) continue
      const item = make(this.take(pattern))
      if (item.type === 'bytes' && fromBase64(item.value) === undefined) throw this.malformed()
      return item
    }
    throw this.malformed()
  }
}
