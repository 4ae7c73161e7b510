import { type Authenticator, checkBaseUrl, type HttpOptions, httpChecks, productionBaseUrl } from '@veza/http'
import { type Checks, checkOptions, invalidOption, isA } from '@veza/resilience/options'
import { apiKeyAuthenticator, isLiveKey } from '../auth/api-key-authenticator.ts'
import type { VezaOptions } from './veza-options.ts'

const caller = 'new Veza()'

const { authenticator: isAuthenticator, ...sharedChecks } = httpChecks

const checks: Checks<VezaOptions> = {
  ...sharedChecks,
  apiKey: isA('string'),
  auth: isAuthenticator,
  allowKeyMismatch: isA('boolean'),
  realtimeUrl: isA('string'),
}

/** The options of a client's HTTP side, and what its realtime side needs besides. */
export interface ClientOptions extends HttpOptions {
  readonly realtimeUrl: string | undefined
}

/**
 * Checks a client's options, and adds what the environment says.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 */
export function clientOptionsFrom(options: VezaOptions): ClientOptions {
  // A key alone is what many other SDKs take.
  if (typeof options !== 'object' || options === null)
    throw invalidOption(caller, "Pass an object of options, as in new Veza({ apiKey: '…' }).")
  checkOptions(caller, options, checks)
  const { apiKey: _key, auth: _auth, allowKeyMismatch: _flag, ...ofHttp } = options
  const baseUrl = given('baseUrl', options.baseUrl, 'VEZA_BASE_URL')
  if (baseUrl !== undefined)
    checkBaseUrl(baseUrl.value, options.allowInsecureHttp ?? false, `${caller}: ${baseUrl.name}`)
  const authenticator = authenticatorFrom(options, baseUrl)
  const realtimeUrl = given('realtimeUrl', options.realtimeUrl, 'VEZA_REALTIME_URL')?.value
  return { ...ofHttp, baseUrl: baseUrl?.value ?? productionBaseUrl, authenticator, realtimeUrl }
}

/** A setting, and what it is called where it was made. */
interface Given {
  readonly value: string
  readonly name: string
}

function given(option: string, value: string | undefined, variable: string): Given | undefined {
  if (value !== undefined) return { value, name: `option "${option}"` }
  const set = environment(variable)
  return set === undefined ? undefined : { value: set, name: `the environment variable ${variable}` }
}

function authenticatorFrom(
  { apiKey, auth, allowKeyMismatch }: VezaOptions,
  baseUrl: Given | undefined,
): Authenticator {
  if (auth !== undefined && apiKey !== undefined)
    throw invalidOption(caller, 'Pass apiKey or auth, not both.')
  if (auth !== undefined) return auth
  const key = given('apiKey', apiKey, 'VEZA_API_KEY')
  if (key === undefined) {
    throw invalidOption(
      `${caller}: no credential`,
      'Pass apiKey, or set the environment variable VEZA_API_KEY.',
    )
  }
  const authenticator = apiKeyAuthenticator(key.value, `${caller}: ${key.name}`)
  if (allowKeyMismatch !== true) refuseMismatch(key, baseUrl)
  return authenticator
}

function refuseMismatch(key: Given, at: Given | undefined): void {
  const baseUrl = at?.value ?? productionBaseUrl
  const live = isLiveKey(key.value)
  const production = URL.canParse(baseUrl) && new URL(baseUrl).origin === new URL(productionBaseUrl).origin
  if (live === production) return
  throw live
    ? invalidOption(
        `${caller}: ${key.name} is a live key, and ${at?.name} is not production`,
        'Use a veza_test_ key there; add allowKeyMismatch: true if the server is yours and meant to get live keys.',
      )
    : invalidOption(
        `${caller}: ${key.name} is a test key, and the base URL is production`,
        'Pass the baseUrl of your sandbox, or set VEZA_BASE_URL; for production use a veza_live_ key.',
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
