import { AbortError, type Clock, isVezaError, TimeoutError } from '@veza/resilience'
import {
  customFetch,
  type DeviceAuthorizationResponse,
  initiateDeviceAuthorization,
  pollDeviceAuthorizationGrant,
} from 'openid-client'
import { detached } from '../time/detached.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { Grants } from './grants.ts'

/** What a device shows its user. */
export interface DeviceCode {
  readonly userCode: string
  readonly verificationUri: string
  readonly verificationUriComplete: string | undefined
  readonly lifeMs: number
  /** Waits until the user has decided. */
  readonly tokens: (signal: AbortSignal | undefined) => Promise<TokenSet>
}

/** Begins a sign-in on another device (RFC 8628). */
export async function deviceSignIn(
  grants: Grants,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<DeviceCode> {
  const { engine, scopeParameter } = grants
  const answer = await engine.run('device_authorization_endpoint', signal, ({ config }) =>
    initiateDeviceAuthorization(config, { ...engine.parameters, ...scopeParameter }),
  )
  const { user_code: userCode, verification_uri: verificationUri, expires_in: lifeS } = answer
  return {
    userCode,
    verificationUri,
    verificationUriComplete: answer.verification_uri_complete,
    lifeMs: lifeS * 1000,
    tokens: (caller) => poll(grants, clock, answer, caller),
  }
}

async function poll(
  { engine }: Grants,
  clock: Clock,
  answer: DeviceAuthorizationResponse,
  caller: AbortSignal | undefined,
): Promise<TokenSet> {
  const stop = new AbortController()
  const timer = new AbortController()
  const late = clock.sleep(answer.expires_in * 1000, timer.signal).then(
    () => {
      throw expired()
    },
    () => new Promise<never>(() => undefined),
  )
  const polling = engine.grant(stop.signal, ({ config, wire, bound }) => {
    // A server that is slow or down for a moment must not end a sign-in that somebody is typing a code for.
    config[customFetch] = async (url, request) => {
      try {
        const response = await wire.send(url, request)
        return response.status === 429 || response.status >= 500 ? slowDown(response.headers) : response
      } catch (error) {
        if (stop.signal.aborted || !isVezaError(error) || !error.retryable) throw error
        return slowDown(new Headers())
      }
    }
    return pollDeviceAuthorizationGrant(config, answer, engine.parameters, {
      ...bound,
      signal: stop.signal,
    })
  })
  try {
    // The library looks at its signal only between waits: the caller is not made to wait for that.
    return await detached(Promise.race([polling, late]), caller)
  } finally {
    timer.abort()
    stop.abort(new AbortError('No longer waited for', { code: 'ABORTED', remedy: 'Nothing to do.' }))
    polling.catch(() => undefined)
  }
}

/** RFC 8628, 3.5: whoever is told so waits 5 seconds longer from then on. */
function slowDown(headers: Headers): Response {
  const retryAfter = headers.get('retry-after')
  return Response.json(
    { error: 'slow_down' },
    { status: 400, headers: retryAfter === null ? {} : { 'retry-after': retryAfter } },
  )
}

function expired(): TimeoutError {
  return new TimeoutError('Nobody entered the code in time', {
    code: 'AUTH_CODE_EXPIRED',
    remedy: 'Start the sign-in again, and enter the code in time.',
  })
}
