import { isPlain } from '@veza/resilience/options'

/** A check that an option is a place. */
export function place(value: unknown): string | undefined {
  return isPlain(value) ? undefined : "Write { header: 'x-type' }, or { body: 'type' }."
}
