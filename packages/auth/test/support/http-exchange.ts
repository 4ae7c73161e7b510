import { AuthenticationError, ConnectionError } from '@veza/resilience'
import type { Exchange } from '../../src/session/session-parts.ts'
import type { TokenSet } from '../../src/tokens/token-set.ts'

/** Exchanges at a {@link GrantServer} in another process: the refresh token in, tokens or a refusal out. */
export function httpExchange(url: string): Exchange {
  return {
    refresh: async (refreshToken, signal) => {
      const response = await fetch(url, { method: 'POST', body: refreshToken, signal }).catch(() => {
        throw new ConnectionError('cut', {
          code: 'CONNECTION_RESET',
          outcomeUnknown: true,
          remedy: 'Try again.',
        })
      })
      if (response.ok) return (await response.json()) as TokenSet
      throw new AuthenticationError('refused', { code: 'AUTH_GRANT_REFUSED', remedy: 'Sign in again.' })
    },
  }
}
