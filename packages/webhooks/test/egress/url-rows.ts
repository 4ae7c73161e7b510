import { readFileSync } from 'node:fs'

/** A URL that must be refused. */
export interface HostileRow {
  readonly url: string
  /** What its name resolves to, at the first attempt, the second …; the last answer stands for all further ones. */
  readonly dns?: readonly (readonly string[])[]
  /** What the receiver answers, where the URL itself is harmless. */
  readonly status?: number
  readonly location?: string
  readonly code: string
  readonly why: string
}

/** A URL that must be let through. */
export interface GoodRow {
  readonly url: string
  readonly dns?: readonly string[]
}

export const hostileRows: readonly HostileRow[] = rows<HostileRow>('hostile-urls')
export const goodRows: readonly GoodRow[] = rows<GoodRow>('good-urls')

function rows<T>(name: string): T[] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as T[]
}
