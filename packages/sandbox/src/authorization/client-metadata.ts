/** What a client is registered with (RFC 7591), as far as the sandbox looks at it; further members are passed on. */
export interface ClientMetadata {
  readonly client_id: string
  readonly client_secret?: string
  /** What the consent page calls it. @defaultValue the client id */
  readonly client_name?: string
  /** `native`: a loopback address with any port will do. @defaultValue 'web' */
  readonly application_type?: 'web' | 'native'
  readonly redirect_uris?: readonly string[]
  /** @defaultValue authorization_code, refresh_token */
  readonly grant_types?: readonly string[]
  /** @defaultValue 'client_secret_basic', or 'none' where there is no secret */
  readonly token_endpoint_auth_method?: string
  /** Public keys, for `private_key_jwt`. */
  readonly jwks?: { readonly keys: readonly object[] }
  /** The subject of its certificate, for `tls_client_auth`: `CN=…`. */
  readonly tls_client_auth_subject_dn?: string
  readonly [member: string]: unknown
}

/** Whether a value has what every client needs. */
export function isClientMetadata(value: unknown): value is ClientMetadata {
  const { client_id: id } = Object(value) as Readonly<Record<string, unknown>>
  return typeof id === 'string' && /^[\x21-\x7e]{1,200}$/.test(id)
}
