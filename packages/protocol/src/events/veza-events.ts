import { readEvent } from './read-event.ts'
import type { VezaEvent } from './veza-event.ts'

/** What the schema says of a value. */
export type VezaEventResult =
  | { readonly value: VezaEvent; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path: readonly string[] }[] }

/**
 * The platform's events as a Standard Schema, for whatever takes one: a verifier of webhooks gives typed events with it.
 *
 * @example
 * ```ts
 * import { vezaEvents } from '@veza/protocol'
 *
 * const result = vezaEvents['~standard'].validate({ type: 'user.login', data: { id: 7, username: 'ada' } })
 * console.log(result.issues === undefined && result.value.type) // user.login
 * ```
 */
export const vezaEvents = {
  '~standard': {
    version: 1,
    vendor: 'veza',
    validate: (value: unknown): VezaEventResult => {
      const event = readEvent(value)
      return event === undefined
        ? { issues: [{ message: 'an event of the platform has a name', path: ['type'] }] }
        : { value: event }
    },
  },
} as const
