import { checkNames, invalidOption, positive } from '../options/invalid-option.ts'
import type { SendOptions } from './send-options.ts'

const known =
  'secrets scheme id headers transport timeoutMs totalTimeoutMs retry maxResponseBytes signal logger clock random'

/** Headers that say where a request goes and where it ends: a second reading of them would be a hole in the guard. */
const framing = /^(?:host|content-length|transfer-encoding|connection|upgrade|te|trailer|expect|proxy-.*)$/i

/**
 * Refuses wrong options before anything is sent.
 *
 * @throws InvalidRequestError `INVALID_OPTION`
 */
export function checkSendOptions(options: SendOptions): void {
  if (typeof options !== 'object' || options === null) throw invalidOption('options', 'Pass an object.')
  checkNames(options, known)
  const { transport, retry, headers = {}, id, signal } = options
  for (const name of ['timeoutMs', 'totalTimeoutMs', 'maxResponseBytes'] as const) {
    const value = options[name]
    if (value !== undefined) positive(name, value)
  }
  if (transport !== undefined && typeof transport !== 'function') {
    throw invalidOption('transport', 'Pass what guardedTransport() returns.')
  }
  if (id !== undefined && !/^[\w-]{1,255}$/.test(id)) {
    throw invalidOption('id', 'Pass 1 to 255 letters, digits, hyphens and underscores.')
  }
  if (signal !== undefined && typeof signal.addEventListener !== 'function') {
    throw invalidOption('signal', 'Pass the signal of an AbortController, not the controller.')
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w-]+$/.test(name) || typeof value !== 'string' || !/^[\t\x20-\x7e]*$/.test(value)) {
      throw invalidOption('headers', 'Pass names and values of printable ASCII.')
    }
    if (framing.test(name))
      throw invalidOption('headers', `Leave ${name.toLowerCase()} out: the transport writes it.`)
  }
  if (retry !== undefined && retry !== false) checkPolicy(retry)
}

function checkPolicy(retry: NonNullable<Exclude<SendOptions['retry'], false>>): void {
  checkNames(retry, 'maxAttempts baseDelayMs factor maxDelayMs')
  for (const [name, value] of Object.entries(retry)) {
    if (typeof value !== 'number' || !(value >= 0)) {
      throw invalidOption(`retry.${name}`, 'Write a number, 0 or more.')
    }
  }
}
