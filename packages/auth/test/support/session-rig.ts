import { ManualClock } from '@veza/resilience/testing'
import type { AuthRequest } from '../../src/authenticator.ts'
import { Session } from '../../src/session/session.ts'
import type { SessionEvent } from '../../src/session/session-event.ts'
import type { SessionParts } from '../../src/session/session-parts.ts'
import { memoryTokenStore } from '../../src/stores/memory-token-store.ts'
import type { TokenStore } from '../../src/stores/token-store.ts'
import { GrantServer, type RotationPolicy } from './grant-server.ts'

/** A request to authenticate. */
export const request: AuthRequest = {
  method: 'GET',
  url: 'https://api.veza.app/v1/users',
  body: undefined,
  signal: new AbortController().signal,
}

/** A session on a model server and a clock that moves on demand. */
export function sessionRig(policy: RotationPolicy = 'strict', given: Partial<SessionParts> = {}) {
  const clock = new ManualClock()
  const server = new GrantServer(policy, () => clock.now())
  const store: TokenStore = given.store ?? memoryTokenStore(clock)
  const parts: SessionParts = {
    key: 'grant-1',
    store,
    exchange: server.exchange,
    timing: { refreshTimeoutMs: 30_000, minRefreshIntervalMs: 1000 },
    clock,
    random: () => 0.5,
    ...given,
  }
  const open = () => {
    const session = new Session(parts)
    const events: SessionEvent[] = []
    session.on((event) => events.push(event))
    return { session, events }
  }
  return { clock, server, store, parts, open, ...open() }
}

/** The token that a session would send. */
export async function tokenOf(session: Session): Promise<string> {
  return (await session.authenticate(request))['authorization']?.replace(/^\w+ /, '') ?? ''
}
