import { createHash, X509Certificate } from 'node:crypto'
import { createSecureContext, type SecureContextOptions, type SecureVersion } from 'node:tls'
import { InvalidRequestError } from '@veza/resilience'

/** A certificate with its private key, as texts or bytes. */
export interface CertificateSource {
  /** The certificate, and those that lead to its authority, as PEM. */
  readonly cert?: string | Uint8Array
  /** Its private key as PEM; may be encrypted. */
  readonly key?: string | Uint8Array
  /** Both in one, as PKCS#12; instead of `cert` and `key`. */
  readonly pfx?: Uint8Array
  /** Opens an encrypted key or PKCS#12. */
  readonly passphrase?: string
  /** The authorities that servers are trusted by, as PEM. @defaultValue the system's */
  readonly ca?: string | Uint8Array
}

/** A certificate that was checked: its parts belong together, and it can be used. */
export interface CertificateMaterial {
  readonly secure: SecureContextOptions
  /** When the certificate ends; `undefined` where the runtime does not tell it of a PKCS#12. */
  readonly expiresAt: number | undefined
  /** SHA-256 of the certificate in base64url (RFC 8705: `x5t#S256`). */
  readonly thumbprint: string | undefined
}

/**
 * Checks a certificate.
 *
 * @param now - milliseconds since the Unix epoch.
 * @throws {@link InvalidRequestError} `CERTIFICATE_INVALID`; quotes nothing of the key.
 */
export function certificateMaterial(
  source: CertificateSource,
  minVersion: SecureVersion,
  now: number,
): CertificateMaterial {
  const secure: SecureContextOptions = { ...asOptions(source), minVersion }
  const context = contextOf(secure)
  const certificate = source.cert === undefined ? fromContext(context) : parsed(source.cert)
  if (certificate === undefined) return { secure, expiresAt: undefined, thumbprint: undefined }
  const expiresAt = Date.parse(certificate.validTo)
  if (now >= expiresAt) throw invalid('it has expired')
  if (now < Date.parse(certificate.validFrom)) throw invalid('it is not valid yet')
  return { secure, expiresAt, thumbprint: createHash('sha256').update(certificate.raw).digest('base64url') }
}

function asOptions({ cert, key, pfx, passphrase, ca }: CertificateSource): SecureContextOptions {
  const given = { cert, key, pfx, passphrase, ca }
  const bytes = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    bytes.map(([name, value]) => [name, typeof value === 'string' ? value : Buffer.from(value ?? '')]),
  )
}

function contextOf(secure: SecureContextOptions): object {
  try {
    return createSecureContext(secure).context as object
  } catch (error) {
    // The library's messages name what is wrong in its own words, and no secret.
    throw invalid(reason(error))
  }
}

function reason(error: unknown): string {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH') return 'the private key belongs to another certificate'
  if (/mac verify failure|bad decrypt|bad password|interrupted or cancelled/i.test(message))
    return 'the passphrase is wrong or missing'
  if (/unsupported/i.test(message)) return 'it is encrypted in an outdated way; export it anew'
  return 'it cannot be read'
}

function parsed(cert: string | Uint8Array): X509Certificate {
  try {
    return new X509Certificate(cert)
  } catch {
    throw invalid('it cannot be read')
  }
}

/** Node.js tells the certificate of a PKCS#12 only here, other runtimes not at all. */
function fromContext(context: object): X509Certificate | undefined {
  const { getCertificate } = context as { getCertificate?: () => Uint8Array | null }
  const raw = getCertificate?.call(context)
  return raw ? new X509Certificate(raw) : undefined
}

function invalid(why: string): InvalidRequestError {
  return new InvalidRequestError(`The client certificate cannot be used: ${why}`, {
    code: 'CERTIFICATE_INVALID',
    remedy: 'Pass a certificate and the private key that belongs to it, as PEM or PKCS#12.',
  })
}
