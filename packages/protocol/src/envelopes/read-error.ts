import type { WireObject } from '../model/model.ts'
import { firstNumber, firstText, isObject } from './shape.ts'

/** What is wrong with one field of a request. */
export interface FieldError {
  /** The field's name on the wire. */
  readonly field: string
  readonly code?: string
  readonly message: string
}

/** What an error answer says, whichever of the platform's shapes it came in. */
export interface ErrorBody {
  /** The platform's machine code, as `USER_NOT_FOUND`; the guide's numeric codes only repeat the status. */
  readonly code?: string
  readonly message?: string
  readonly details?: string
  readonly fields?: readonly FieldError[]
  readonly requestId?: string
  /** How long the body asks to wait, in milliseconds. */
  readonly retryAfterMs?: number
}

const machineCode = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/

/**
 * Reads an error answer: the guide's `{ code, message, details }`, and the shapes that deployed servers send besides.
 *
 * @param body - the parsed JSON body, or the text where the body was not JSON.
 * @returns what could be read, never more than the body says; an empty object where it says nothing. Never throws.
 * @example
 * ```ts
 * import { readError } from '@veza/protocol'
 *
 * const error = readError({ error: { code: 'ROOM_GONE', message: 'The room is gone' }, request_id: 'r-1' })
 * console.log(error.code, error.message, error.requestId)
 * ```
 */
export function readError(body: unknown): ErrorBody {
  if (typeof body === 'string') return { ...given('message', plainText(body)) }
  if (!isObject(body)) return {}
  const inner = isObject(body['error']) ? body['error'] : body
  const error = firstText(body, 'error')
  const errorIsCode = error !== undefined && machineCode.test(error)
  const fields = fieldErrors(inner['errors']) ?? fieldErrors(inner['details'])
  return {
    ...given('code', firstText(inner, 'code', 'error_code') ?? (errorIsCode ? error : undefined)),
    ...given('message', firstText(inner, 'message') ?? (errorIsCode ? undefined : error)),
    ...given('details', firstText(inner, 'details')),
    ...given('fields', fields),
    ...given('requestId', firstText(inner, 'request_id') ?? firstText(body, 'request_id')),
    ...given('retryAfterMs', waitMs(inner)),
  }
}

function waitMs(from: WireObject): number | undefined {
  const seconds = firstNumber(from, 'retry_after', 'retry_after_seconds')
  return seconds === undefined ? undefined : Math.min(seconds * 1000, Number.MAX_SAFE_INTEGER)
}

function fieldErrors(value: unknown): readonly FieldError[] | undefined {
  if (!Array.isArray(value)) return undefined
  const errors = value.filter(isObject).map(fieldError)
  return errors.length > 0 ? errors : undefined
}

function fieldError(from: WireObject): FieldError {
  return {
    field: firstText(from, 'field') ?? '',
    ...given('code', firstText(from, 'code')),
    message: firstText(from, 'message') ?? 'invalid',
  }
}

/** A proxy's HTML page tells a program nothing; a short plain text does. */
function plainText(body: string): string | undefined {
  const text = body.trim()
  return text === '' || text.startsWith('<') ? undefined : text.split('\n', 1)[0]?.slice(0, 200)
}

/** `exactOptionalPropertyTypes`: a property is there with a value, or not at all. */
function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V })
}
