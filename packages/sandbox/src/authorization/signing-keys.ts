/** A public key by which an app signs tokens of its own (guide: "JWT Tokens"). */
export interface SigningKeyRegistration {
  /** The app's name, as its tokens have it in `iss`. */
  readonly issuer: string
  /** The public key, for RS256, PS256, ES256 or EdDSA; its `kid` tells keys of one issuer apart. */
  readonly key: JsonWebKey
}

/** Public keys of apps that sign their own tokens. */
export class SigningKeys {
  readonly #byIssuer = new Map<string, JsonWebKey[]>()

  constructor(registrations: readonly SigningKeyRegistration[]) {
    for (const registration of registrations) this.add(registration)
  }

  /**
   * Registers a key; one of the same issuer and `kid` is replaced.
   *
   * @throws TypeError where it is no public key.
   */
  add(registration: SigningKeyRegistration): void {
    if (!isRegistration(registration)) {
      throw new TypeError(
        'Write a signing key as { issuer, key }, the key being a public one as JWK (RSA, EC or OKP).',
      )
    }
    const { issuer, key } = registration
    const others = this.of(issuer).filter((other) => kidOf(other) !== kidOf(key))
    this.#byIssuer.set(issuer, [...others, key])
  }

  of(issuer: string): readonly JsonWebKey[] {
    return this.#byIssuer.get(issuer) ?? []
  }

  /** The key that a token names; where it names none, the issuer's only one. */
  find(issuer: string, kid: string | undefined): JsonWebKey | undefined {
    const keys = this.of(issuer)
    if (kid !== undefined) return keys.find((key) => kidOf(key) === kid)
    return keys.length === 1 ? keys[0] : undefined
  }
}

/** Whether a value can be registered. */
export function isRegistration(value: unknown): value is SigningKeyRegistration {
  const { issuer, key } = Object(value) as Partial<Record<keyof SigningKeyRegistration, unknown>>
  const { kty, d, kid } = Object(key) as Readonly<Record<string, unknown>>
  return (
    typeof issuer === 'string' &&
    issuer !== '' &&
    ['RSA', 'EC', 'OKP'].includes(String(kty)) &&
    d === undefined &&
    (kid === undefined || typeof kid === 'string')
  )
}

function kidOf(key: JsonWebKey): unknown {
  return (key as { kid?: unknown }).kid
}
