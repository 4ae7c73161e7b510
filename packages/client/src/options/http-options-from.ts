import {
  type Authenticator,
  type Checks,
  checkOptions,
  type HttpOptions,
  httpChecks,
  invalidOption,
  isA,
  productionBaseUrl,
} from '@veza/http'
import { apiKeyAuthenticator, isLiveKey } from '../auth/api-key-authenticator.ts'
import type { VezaOptions } from './veza-options.ts'

const { authenticator: isAuthenticator, ...sharedChecks } = httpChecks

const checks: Checks<VezaOptions> = {
  ...sharedChecks,
  apiKey: isA('string'),
  auth: isAuthenticator,
  allowKeyMismatch: isA('boolean'),
}

/**
 * Checks a client's options, adds what the environment says, and makes the HTTP side's options of them.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 */
export function httpOptionsFrom(options: VezaOptions): HttpOptions {
  checkOptions('new Veza()', options, checks)
  const { apiKey: _key, auth: _auth, allowKeyMismatch: _flag, ...ofHttp } = options
  const baseUrl = options.baseUrl ?? environment('VEZA_BASE_URL') ?? productionBaseUrl
  return { ...ofHttp, baseUrl, authenticator: authenticatorFrom(options, baseUrl) }
}

function authenticatorFrom({ apiKey, auth, allowKeyMismatch }: VezaOptions, baseUrl: string): Authenticator {
  if (auth !== undefined && apiKey !== undefined)
    throw invalidOption('new Veza()', 'Pass apiKey or auth, not both.')
  if (auth !== undefined) return auth
  const key = apiKey ?? environment('VEZA_API_KEY')
  if (key === undefined) {
    throw invalidOption(
      'new Veza(): no credential',
      'Pass apiKey, or set the environment variable VEZA_API_KEY.',
    )
  }
  const authenticator = apiKeyAuthenticator(key)
  if (allowKeyMismatch !== true) refuseMismatch(isLiveKey(key), baseUrl)
  return authenticator
}

function refuseMismatch(live: boolean, baseUrl: string): void {
  const production = URL.canParse(baseUrl) && new URL(baseUrl).origin === new URL(productionBaseUrl).origin
  if (live === production) return
  throw live
    ? invalidOption(
        'new Veza(): a live key on a base URL that is not production',
        'Use a veza_test_ key there; add allowKeyMismatch: true if the server is yours and meant to get live keys.',
      )
    : invalidOption(
        'new Veza(): a test key on production',
        'Pass the baseUrl of your sandbox, or use a veza_live_ key.',
      )
}

/** A variable of the environment, in runtimes that have one; an empty one counts as not set. */
function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } }
  try {
    return process?.env?.[name] || undefined
  } catch {
    // Deno throws where it was not allowed to look.
    return undefined
  }
}
