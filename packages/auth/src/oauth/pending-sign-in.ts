import { AuthenticationError } from '@veza/resilience'

/** What a client must remember between sending a user away and getting them back. */
export interface PendingSignIn {
  readonly state: string
  readonly codeVerifier: string
  readonly redirectUri: string
  readonly clientId: string
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number
}

const longestMs = 600_000
const mostUsed = 10_000

/** Writes it as the text that an app keeps in the user's session. */
export function encodePending(pending: PendingSignIn): string {
  return btoa(JSON.stringify(pending)).replaceAll('=', '')
}

/** Reads it. @throws {@link AuthenticationError} `AUTH_CALLBACK_INVALID` */
export function decodePending(text: string, clientId: string, now: number): PendingSignIn {
  const pending = parsed(text)
  if (pending === undefined || pending.clientId !== clientId)
    throw callbackInvalid('it belongs to no sign-in of this client')
  const ageMs = now - pending.startedAt
  if (ageMs > longestMs || ageMs < -longestMs) throw callbackInvalid('the sign-in began too long ago')
  return pending
}

/** The `state` that belongs to a sign-in which this program has just begun. */
export function peekState(text: string): string {
  return parsed(text)?.state ?? ''
}

/** The error for a user who comes back with something that does not fit. */
export function callbackInvalid(why: string): AuthenticationError {
  return new AuthenticationError(`The answer to the sign-in is not valid: ${why}`, {
    code: 'AUTH_CALLBACK_INVALID',
    remedy:
      'Start the sign-in again, in the same browser; this answer belongs to no sign-in that is under way.',
  })
}

/** Sign-ins that were finished: each may be only once. Forgets those that are too old anyway. */
export class UsedSignIns {
  readonly #used = new Map<string, number>()

  /** @returns whether it is the first time. */
  use(state: string, now: number): boolean {
    if (this.#used.has(state)) return false
    for (const [old, at] of this.#used) {
      if (now - at <= 2 * longestMs && this.#used.size < mostUsed) break
      this.#used.delete(old)
    }
    this.#used.set(state, now)
    return true
  }
}

function parsed(text: string): PendingSignIn | undefined {
  try {
    const { state, codeVerifier, redirectUri, clientId, startedAt } = JSON.parse(atob(text)) as Record<
      string,
      unknown
    >
    const texts = [state, codeVerifier, redirectUri, clientId]
    if (!texts.every((one) => typeof one === 'string' && one !== '') || typeof startedAt !== 'number')
      return undefined
    return { state, codeVerifier, redirectUri, clientId, startedAt } as PendingSignIn
  } catch {
    return undefined
  }
}
