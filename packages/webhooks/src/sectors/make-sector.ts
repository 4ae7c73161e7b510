import { anything, type Checks, checkOptions, isA, texts } from '@veza/resilience/options'
import { hmacKey } from '#crypto'
import { wrongOption } from '../options/wrong-option.ts'
import type { StandardSchema } from '../verify/standard-schema.ts'
import { anonymise } from './anonymise.ts'
import type { Sector, SectorOptions } from './sector.ts'

/** What tells one sector from another. */
export interface SectorKind {
  readonly name: string
  /** The fields, one of which each event must have in its `data`: whom or what it is about. */
  readonly subject: readonly string[]
  /** Fields that hold ids. */
  readonly ids: readonly string[]
  /** Fields that say nothing about a person. */
  readonly keep: readonly string[]
  /** Says what else is wrong with the data. */
  readonly check?: (data: Readonly<Record<string, unknown>>) => string | undefined
}

const keptEverywhere: readonly string[] = ['type', 'version', 'status', 'state', 'action', 'test', 'livemode']

const checks: Checks<SectorOptions> = { pseudonymKey: isA('string'), keep: texts, schema: anything }

/** Makes a sector of its kind and the user's options. */
export function makeSector(kind: SectorKind, options: SectorOptions): Sector {
  checkOptions(`${kind.name}()`, options, checks)
  const { pseudonymKey, keep = [], schema = schemaOf(kind) } = options
  const rules = {
    keep: [...keptEverywhere, ...kind.keep, ...keep],
    ids: kind.ids,
    pseudonym: pseudonymOf(kind.name, pseudonymKey),
  }
  return {
    name: kind.name,
    ...(schema !== false && { schema }),
    anonymise: (event) => anonymise(event, rules),
  }
}

function pseudonymOf(sector: string, secret: string | undefined): (id: string) => string | Promise<string> {
  if (secret === undefined) return () => '[id]'
  const bytes = new TextEncoder().encode(secret)
  if (bytes.length < 16) throw wrongOption('pseudonymKey', 'Pass a secret of at least 16 bytes.')
  const key = hmacKey('sha256', bytes)
  return async (id) => `p_${String(await key.sign?.([`${sector}.`, id], 'hex')).slice(0, 20)}`
}

/** The platform's events are `{ type, data }` (Standard Webhooks). */
function schemaOf({ name, subject, check }: SectorKind): StandardSchema<unknown> {
  const validate = (event: unknown) => {
    if (!isRecord(event) || typeof event['type'] !== 'string')
      return problem('The event has no type', ['type'])
    const { data } = event
    if (!isRecord(data)) return problem('The event has no data', ['data'])
    if (!subject.some((field) => isId(at(data, field)))) {
      return problem(`The data has none of ${subject.join(', ')}`, ['data', subject[0] ?? ''])
    }
    const more = check?.(data)
    return more === undefined ? { value: event } : problem(more, ['data'])
  }
  return { '~standard': { version: 1, vendor: `veza.${name}`, validate } }
}

function problem(
  message: string,
  path: readonly string[],
): { issues: { message: string; path: readonly string[] }[] } {
  return { issues: [{ message, path }] }
}

function at(data: Readonly<Record<string, unknown>>, path: string): unknown {
  const [first = '', second] = path.split('.')
  const value = Object.hasOwn(data, first) ? data[first] : undefined
  if (second === undefined) return value
  return isRecord(value) && Object.hasOwn(value, second) ? value[second] : undefined
}

function isId(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || Number.isSafeInteger(value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
