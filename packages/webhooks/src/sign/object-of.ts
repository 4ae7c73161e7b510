import type { Draft } from '../schemes/scheme.ts'
import { invalidArgument } from './invalid-argument.ts'

/** The object that a draft's body is, for schemes that put their signature into it. */
export function objectOf({ body }: Draft): object {
  try {
    const event: unknown = JSON.parse(new TextDecoder().decode(body))
    if (typeof event === 'object' && event !== null) return event
  } catch {
    // Refused below.
  }
  throw invalidArgument('body', 'Pass an object: the signature is put into it.')
}
