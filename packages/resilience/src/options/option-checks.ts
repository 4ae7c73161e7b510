import type { Check } from './check-options.ts'

/**
 * A check that lets everything pass: what is wrong with it is found elsewhere.
 *
 * @example
 * ```ts
 * import { anything, checkOptions } from '@veza/resilience/options'
 *
 * checkOptions('connect()', { name: 'bot' }, { name: anything })
 * ```
 */
export function anything(): undefined {
  return undefined
}

/**
 * A check that a value is of one of these types, by `typeof`.
 *
 * @example
 * ```ts
 * import { isA } from '@veza/resilience/options'
 *
 * console.log(isA('string')(5)) // Pass a string.
 * ```
 */
export function isA(...types: readonly string[]): Check {
  return (value) =>
    value !== null && types.includes(typeof value) ? undefined : `Pass a ${types.join(' or a ')}.`
}

/**
 * A check that a value is one of these.
 *
 * @example
 * ```ts
 * import { oneOf } from '@veza/resilience/options'
 *
 * console.log(oneOf('wait', 'throw')('waits')) // Write one of "wait", "throw".
 * ```
 */
export function oneOf(...values: readonly unknown[]): Check {
  const written = values.map((value) => JSON.stringify(value)).join(', ')
  return (value) => (values.includes(value) ? undefined : `Write one of ${written}.`)
}

/**
 * A check that a value is a number from `least` up, infinity included.
 *
 * @param unit - what is counted, for the message.
 * @example
 * ```ts
 * import { atLeast } from '@veza/resilience/options'
 *
 * console.log(atLeast(1, 'bytes')(0)) // Write a number of bytes, 1 or more.
 * ```
 */
export function atLeast(least: number, unit: string): Check {
  return (value) =>
    typeof value === 'number' && value >= least ? undefined : `Write a number of ${unit}, ${least} or more.`
}

/**
 * A check that a value is a number above zero that ends somewhere.
 *
 * @param unit - what is counted, for the message.
 * @example
 * ```ts
 * import { positive } from '@veza/resilience/options'
 *
 * console.log(positive('milliseconds')(Infinity)) // Write a number of milliseconds above 0.
 * ```
 */
export function positive(unit: string): Check {
  return (value) =>
    Number.isFinite(value) && (value as number) > 0 ? undefined : `Write a number of ${unit} above 0.`
}

/**
 * A check that a value is a number within bounds, both of them included.
 *
 * @param unit - what is counted, for the message.
 * @example
 * ```ts
 * import { between } from '@veza/resilience/options'
 *
 * console.log(between(1, 60_000, 'milliseconds')(0)) // Write a number of milliseconds from 1 to 60000.
 * ```
 */
export function between(least: number, most: number, unit: string): Check {
  return (value) =>
    typeof value === 'number' && value >= least && value <= most
      ? undefined
      : `Write a number of ${unit} from ${least} to ${most}.`
}

/**
 * A check that a value is an object with these methods.
 *
 * @example
 * ```ts
 * import { hasMethods } from '@veza/resilience/options'
 *
 * console.log(hasMethods('now', 'sleep')(Date)) // Pass an object with now(), sleep().
 * ```
 */
export function hasMethods(...names: readonly string[]): Check {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function')
      ? undefined
      : `Pass an object with ${names.map((name) => `${name}()`).join(', ')}.`
}

/**
 * A check that a value is a list of texts.
 *
 * @example
 * ```ts
 * import { texts } from '@veza/resilience/options'
 *
 * console.log(texts('openid')) // Pass a list of strings.
 * ```
 */
export function texts(value: unknown): string | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? undefined
    : 'Pass a list of strings.'
}

/**
 * A check that a value is a text of at least one character, none of them a control character.
 *
 * @example
 * ```ts
 * import { text } from '@veza/resilience/options'
 *
 * console.log(text('')) // Pass a string that is not empty and holds no line breaks.
 * ```
 */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && !/\p{Cc}/u.test(value)
    ? undefined
    : 'Pass a string that is not empty and holds no line breaks.'
}

/**
 * A check that a value is a secret as it was issued, not as an unset variable or a careless copy leaves it.
 *
 * @example
 * ```ts
 * import { pastedWhole } from '@veza/resilience/options'
 *
 * console.log(pastedWhole(' whsec_1234')) // Remove the white space around it.
 * ```
 */
export function pastedWhole(value: unknown): string | undefined {
  if (value === undefined || value === '') return 'It is empty: set the environment variable it comes from.'
  if (typeof value !== 'string') return 'Pass a string.'
  return value === value.trim() ? undefined : 'Remove the white space around it.'
}
