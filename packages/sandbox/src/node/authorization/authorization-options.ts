import { type ClientMetadata, isClientMetadata } from '../../authorization/client-metadata.ts'

/** How the authorization server of a served sandbox is set up. */
export interface AuthorizationOptions {
  /** Clients besides those that are always there (RFC 7591). @defaultValue none */
  readonly clients?: readonly ClientMetadata[]
  /** What access tokens look like: a random text, or a JWT (RFC 9068). @defaultValue 'opaque' */
  readonly accessTokens?: 'opaque' | 'jwt'
  /** Other APIs that tokens can be asked for by `resource` (RFC 8707); Veza's own turns them away. @defaultValue none */
  readonly otherResources?: readonly string[]
}

const checks: Readonly<Record<keyof AuthorizationOptions, (value: unknown) => boolean>> = {
  clients: (value) => Array.isArray(value) && value.every(isClientMetadata),
  accessTokens: (value) => value === 'opaque' || value === 'jwt',
  otherResources: (value) => Array.isArray(value) && value.every((one) => URL.canParse(String(one))),
}

/**
 * Refuses options that are wrong or unknown.
 *
 * @throws TypeError with a sentence that says what to write instead.
 */
export function checkAuthorizationOptions(options: AuthorizationOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name)) {
      const names = Object.keys(checks).join(', ')
      throw new TypeError(`serveSandbox: unknown option "authorization.${name}". The options are: ${names}.`)
    }
    if (value !== undefined && !checks[name as keyof AuthorizationOptions](value))
      throw new TypeError(
        `serveSandbox: option "authorization.${name}" is invalid. ${remedies[name as keyof AuthorizationOptions]}`,
      )
  }
}

const remedies: Readonly<Record<keyof AuthorizationOptions, string>> = {
  clients: 'Write a list of client metadata, each with a client_id.',
  accessTokens: "Write 'opaque' or 'jwt'.",
  otherResources: 'Write a list of absolute URLs.',
}
