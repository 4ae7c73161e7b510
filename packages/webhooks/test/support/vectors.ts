import { readdirSync, readFileSync } from 'node:fs'
import { httpSignatures } from '../../src/http-signatures/index.ts'
import type { Scheme } from '../../src/index.ts'
import * as light from '../../src/schemes/index.ts'

/** One request, and what a verifier says of it. */
export interface VectorCase {
  readonly name: string
  readonly scheme?: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly secrets: readonly string[]
  readonly signSecrets?: readonly string[]
  readonly minSecretBytes?: number
  readonly toleranceMs?: number
  readonly parse?: boolean
  readonly now: number
  readonly method?: string
  readonly url?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | null
  readonly bodyBase64?: string
  /** Whether signing gives these very headers. */
  readonly sign?: boolean
  /** Index of the case of which this one is a repeat. */
  readonly duplicateOf?: number
  readonly expect: { readonly accepted: Readonly<Record<string, unknown>> } | { readonly code: string }
}

/** A file of vectors. */
export interface VectorFile {
  readonly file: string
  readonly source: string
  readonly scheme?: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly cases: readonly VectorCase[]
}

const schemes = { ...light, httpSignatures }

const folder = new URL('../vectors/', import.meta.url)

/** Every file of `test/vectors`. */
export function vectorFiles(): VectorFile[] {
  return readdirSync(folder)
    .sort()
    .map((file) => ({ ...(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as VectorFile), file }))
}

/** The scheme of a case, by the name of its function. */
export function schemeOf(file: VectorFile, vector: VectorCase): Scheme {
  const make = Reflect.get(schemes, vector.scheme ?? file.scheme ?? '') as (options: object) => Scheme
  return make({ ...file.options, ...vector.options })
}

/** The exact bytes of a case. */
export function bodyOf({ body, bodyBase64 }: VectorCase): Uint8Array {
  return bodyBase64 === undefined ? new TextEncoder().encode(body ?? '') : Buffer.from(bodyBase64, 'base64')
}
