import { Refused } from '../refusals/refused.ts'
import type { WebhookHeaders } from './webhook-input.ts'

/** Visible ASCII with single spaces inside: what every scheme writes. */
const printable = /^[!-~]+(?: [!-~]+)*$/

type Pairs = readonly (readonly [name: string, value: string])[]
type HeaderRecord = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Reads headers by their lower-case names, each at most once: what stands twice, is folded or holds a control character
 * is refused, since two readers could take it for two different values.
 */
export class HeaderReader {
  readonly #headers: WebhookHeaders
  /** Names as they are written; `undefined` where the headers are asked by name. */
  readonly #names: readonly string[] | undefined

  constructor(headers: WebhookHeaders) {
    this.#headers = headers
    if (isPairs(headers)) this.#names = headers.map(([name]) => name)
    else this.#names = typeof headers.get === 'function' ? undefined : Object.keys(headers)
  }

  /**
   * A header; `undefined` when it is missing.
   *
   * @param isList - allows commas in it, which otherwise tell of a header that came twice.
   */
  read(name: string, isList: boolean): string | undefined {
    const value = this.#raw(name, isList)
    if (value === undefined) return undefined
    if (!printable.test(value)) throw new Refused('WEBHOOK_HEADER_MALFORMED', name)
    // How Fetch and Node.js join the values of a header that stands there twice.
    if (!isList && value.includes(', ')) throw duplicate(name)
    return value
  }

  #raw(name: string, isList: boolean): string | undefined {
    const names = this.#names
    if (names === undefined)
      return (this.#headers as { get(name: string): string | null }).get(name) ?? undefined
    let found: string | undefined
    for (let index = 0; index < names.length; index++) {
      const key = names[index] as string
      if (key.length !== name.length || (key !== name && key.toLowerCase() !== name)) continue
      const value = this.#valueAt(index, key, name, isList)
      if (value === undefined) continue
      if (found !== undefined && !isList) throw duplicate(name)
      found = found === undefined ? value : `${found}, ${value}`
    }
    return found
  }

  #valueAt(index: number, key: string, name: string, isList: boolean): string | undefined {
    const headers = this.#headers
    const value = isPairs(headers) ? headers[index]?.[1] : (headers as HeaderRecord)[key]
    if (value === undefined || typeof value === 'string') return value
    if (value.length > 1 && !isList) throw duplicate(name)
    return value.length === 0 ? undefined : value.join(', ')
  }
}

function isPairs(headers: WebhookHeaders): headers is Pairs {
  return Array.isArray(headers)
}

function duplicate(name: string): Refused {
  return new Refused('WEBHOOK_HEADER_DUPLICATE', name)
}
