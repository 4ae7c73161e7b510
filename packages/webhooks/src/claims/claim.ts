import { digest } from '#crypto'
import type { Part } from '../crypto/key.ts'
import { Refused } from '../refusals/refused.ts'
import type { ClaimStore } from './claim-store.ts'

/** Where claims are kept, for how long, and apart from whose. */
export interface Claims {
  readonly store: ClaimStore
  readonly ttlMs: number
  readonly namespace: string
}

/**
 * Claims a webhook.
 *
 * @param what - its id, or the bytes that are signed where no id is.
 * @returns what was claimed, to release it.
 */
export async function claim(
  { store, ttlMs, namespace }: Claims,
  what: string | readonly Part[],
): Promise<string> {
  const id = `${namespace}:${typeof what === 'string' ? what : await digest('sha256', what, 'hex')}`
  let first: boolean
  try {
    first = await store.claim(id, ttlMs)
  } catch (error) {
    throw new Refused('WEBHOOK_CLAIM_FAILED', '', error)
  }
  if (!first) throw new Refused('WEBHOOK_DUPLICATE')
  return id
}
