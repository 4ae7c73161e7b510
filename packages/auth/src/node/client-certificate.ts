import { createHash, X509Certificate } from 'node:crypto'
import { Agent as HttpsAgent } from 'node:https'
import type { Duplex } from 'node:stream'
import {
  type ConnectionOptions,
  checkServerIdentity,
  type PeerCertificate,
  type SecureVersion,
} from 'node:tls'
import { type Clock, ConnectionError, isVezaError, systemClock } from '@veza/resilience'
import {
  type Checks,
  checkOptions,
  hasMethods,
  invalidOption,
  isA,
  oneOf,
  text,
  texts,
} from '@veza/resilience/options'
import { Agent, buildConnector, fetch as undiciFetch } from 'undici'
import { causesOf } from '../exchange/causes-of.ts'
import { type ExpiryWarning, ExpiryWarnings } from '../time/expiry-warnings.ts'
import { type CertificateFiles, WatchedCertificateFiles } from './certificate-files.ts'
import {
  type CertificateMaterial,
  type CertificateSource,
  certificateMaterial,
} from './certificate-material.ts'
import { RetiringAgent } from './retiring-agent.ts'

/** What happens to a client certificate. */
export type CertificateEvent =
  /** New connections use another certificate from now on. */
  | { readonly type: 'renewed'; readonly expiresAt: Date | undefined }
  /** The files hold something that cannot be used: the last good certificate stays in use. */
  | { readonly type: 'renewal-failed'; readonly error: unknown }
  /** 30, 7 or 1 days are left, or none. */
  | ({ readonly type: 'expiring' } & ExpiryWarning)

/** A client certificate, and what servers it is shown to. */
export interface ClientCertificateOptions extends CertificateSource, CertificateFiles {
  /**
   * The servers' keys that are accepted besides a valid certificate: `sha256/…`, the base64 of the SHA-256 of a
   * certificate's public key (RFC 7469, 2.4).
   *
   * @defaultValue any
   */
  readonly pins?: readonly string[]
  /** @defaultValue 'TLSv1.2' */
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3'
  /** Told what happens; what it throws is ignored. */
  readonly onEvent?: (event: CertificateEvent) => void
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
}

const bytes = (value: unknown) =>
  typeof value === 'string' || value instanceof Uint8Array ? undefined : 'Pass a PEM text, or its bytes.'

const checks: Checks<ClientCertificateOptions> = {
  cert: bytes,
  key: bytes,
  pfx: (value) => (value instanceof Uint8Array ? undefined : 'Pass the bytes of the file.'),
  ca: bytes,
  passphrase: isA('string'),
  certFile: text,
  keyFile: text,
  pfxFile: text,
  caFile: text,
  pins: (value) =>
    texts(value) ??
    ((value as string[]).every((pin) => /^sha256\/[A-Za-z0-9+/]{43}=$/.test(pin))
      ? undefined
      : 'Write each pin as "sha256/" and the base64 of a SHA-256.'),
  minVersion: oneOf('TLSv1.2', 'TLSv1.3'),
  onEvent: isA('function'),
  clock: hasMethods('now', 'sleep'),
}

const lookEveryMs = 500

/**
 * A client certificate for mutual TLS (integrations: "Authentification par certificat"). Made by
 * {@link clientCertificate}; prints as an empty object.
 *
 * @example
 * ```ts no-run
 * import { ClientCertificate, clientCertificate } from '@veza/auth/node'
 *
 * const certificate = clientCertificate({ certFile: 'client.crt', keyFile: 'client.key' })
 * console.log(certificate instanceof ClientCertificate, certificate.expiresAt)
 * ```
 */
export class ClientCertificate {
  readonly #options: ClientCertificateOptions
  readonly #clock: Clock
  readonly #files: WatchedCertificateFiles
  #material: CertificateMaterial
  #warnings: ExpiryWarnings | undefined
  #agentInUse: RetiringAgent | undefined
  #lookedAt: number

  /** Made by {@link clientCertificate}. */
  constructor(options: ClientCertificateOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#files = new WatchedCertificateFiles(options)
    this.#lookedAt = this.#clock.now()
    this.#material = this.#checked({ ...this.#given(), ...this.#files.changed() })
    this.#watchExpiry()
  }

  /** When the certificate ends; `undefined` where the runtime does not tell. */
  get expiresAt(): Date | undefined {
    const { expiresAt } = this.#material
    return expiresAt === undefined ? undefined : new Date(expiresAt)
  }

  /** What certificate-bound tokens name it by (RFC 8705: `x5t#S256`). */
  get thumbprint(): string | undefined {
    return this.#material.thumbprint
  }

  /**
   * Sends requests over connections that show the certificate: for `oauth({ fetch })`, `new Veza({ fetch })` and
   * anything that takes a `fetch`.
   */
  readonly fetch: typeof fetch = async (input, init) => {
    const [url, request] = unwrapped(input, init)
    try {
      const response = await this.#current().use((dispatcher) =>
        undiciFetch(url, { ...request, dispatcher } as Parameters<typeof undiciFetch>[1]),
      )
      return response as unknown as Response
    } catch (error) {
      throw causesOf(error).find((cause) => isVezaError(cause)) ?? error
    }
  }

  /**
   * The options for `tls.connect()`, WebSocket clients and gRPC transports, as they are now: ask for each connection
   * anew. They hold the private key.
   */
  tls(): ConnectionOptions {
    this.#look()
    return { ...this.#material.secure, rejectUnauthorized: true, checkServerIdentity: this.#identity }
  }

  /** An agent for `node:https` and WebSocket clients, whose new connections show the present certificate. */
  agent(): HttpsAgent {
    return new CertificateAgent(() => this.tls())
  }

  /**
   * Uses another certificate for new connections; requests under way go on.
   *
   * @throws {@link InvalidRequestError} `CERTIFICATE_INVALID`; the present one stays in use.
   */
  replace(source: CertificateSource): void {
    this.#use(this.#checked(source))
  }

  /** Closes connections as soon as they are idle. Another request opens new ones. */
  close(): void {
    this.#agentInUse?.retire()
    this.#agentInUse = undefined
  }

  #checked(source: CertificateSource): CertificateMaterial {
    const { passphrase, ca, minVersion = 'TLSv1.2' } = this.#options
    const shared = {
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(ca === undefined ? {} : { ca }),
    }
    return certificateMaterial(
      { ...shared, ...source },
      minVersion satisfies SecureVersion,
      this.#clock.now(),
    )
  }

  /** What was passed itself, rather than in files. */
  #given(): CertificateSource {
    const { cert, key, pfx } = this.#options
    return Object.fromEntries(Object.entries({ cert, key, pfx }).filter(([, value]) => value !== undefined))
  }

  /** Looks at the files, twice a second at most. */
  #look(): void {
    const now = this.#clock.now()
    this.#warnings?.check(now)
    if (this.#files.isEmpty || Math.abs(now - this.#lookedAt) < lookEveryMs) return
    this.#lookedAt = now
    try {
      const read = this.#files.changed()
      if (read !== undefined) this.#use(this.#checked({ ...this.#given(), ...read }))
    } catch (error) {
      // Half of a new pair, or a broken file: the next change is looked at again.
      this.#tell({ type: 'renewal-failed', error })
    }
  }

  #use(material: CertificateMaterial): void {
    this.#material = material
    this.close()
    this.#watchExpiry()
    this.#tell({ type: 'renewed', expiresAt: this.expiresAt })
  }

  #watchExpiry(): void {
    const { expiresAt } = this.#material
    this.#warnings =
      expiresAt === undefined
        ? undefined
        : new ExpiryWarnings(expiresAt, (warning) => this.#tell({ type: 'expiring', ...warning }))
  }

  #tell(event: CertificateEvent): void {
    try {
      this.#options.onEvent?.(event)
    } catch {
      // The listener's own affair.
    }
  }

  #current(): RetiringAgent {
    // Sessions are not resumed: a resumed one would still show the old certificate.
    const options = { ...this.tls(), maxCachedSessions: 0 } as Parameters<typeof buildConnector>[0]
    this.#agentInUse ??= new RetiringAgent(new Agent({ connect: buildConnector(options) }))
    return this.#agentInUse
  }

  readonly #identity = (host: string, peer: PeerCertificate): Error | undefined => {
    const { pins } = this.#options
    const wrong = checkServerIdentity(host, peer)
    if (wrong !== undefined || pins === undefined) return wrong
    return pins.includes(pinOf(peer)) ? undefined : pinMismatch()
  }
}

class CertificateAgent extends HttpsAgent {
  readonly #tls: () => ConnectionOptions

  constructor(tls: () => ConnectionOptions) {
    super({ keepAlive: true, maxCachedSessions: 0 })
    this.#tls = tls
  }

  override createConnection(
    options: ConnectionOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    return super.createConnection({ ...options, ...this.#tls() }, callback)
  }
}

/** Another copy's `Request` is nothing that undici knows: its parts are. */
function unwrapped(input: string | URL | Request, init: RequestInit = {}): [string, RequestInit] {
  if (typeof input === 'string' || input instanceof URL) return [String(input), init]
  const { url, method, headers, body, redirect, signal } = input
  const streamed = body === null ? {} : { body, duplex: 'half' as const }
  return [url, { method, headers: [...headers], redirect, signal, ...streamed, ...init }]
}

function pinOf(peer: PeerCertificate): string {
  const key = new X509Certificate(peer.raw).publicKey.export({ type: 'spki', format: 'der' })
  return `sha256/${createHash('sha256').update(key).digest('base64')}`
}

function pinMismatch(): ConnectionError {
  return new ConnectionError("The server's key is none of those that are pinned", {
    code: 'CERTIFICATE_PIN_MISMATCH',
    remedy: "Check who answers at this address; if the server's key was changed on purpose, add its pin.",
  })
}

/**
 * A client certificate for mutual TLS, from PEM or PKCS#12, given or in files. Files are looked at again when the
 * certificate is used: a renewed one is shown by every new connection within a second, a broken one is told and not used.
 * `NODE_TLS_REJECT_UNAUTHORIZED=0` has no effect: servers are always verified.
 *
 * @param options - `cert` and `key`, or `pfx`; or `certFile` and `keyFile`, or `pfxFile`.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`, or `CERTIFICATE_INVALID` for a certificate that has expired, does
 * not fit its key or cannot be read.
 * @example
 * ```ts no-run
 * import { oauth, tlsClientAuth } from '@veza/auth/oauth'
 * import { clientCertificate } from '@veza/auth/node'
 * import { Veza } from '@veza/client'
 *
 * const { fetch } = clientCertificate({ certFile: 'client.crt', keyFile: 'client.key' })
 * const client = oauth({ clientId: 'my-service', clientAuth: tlsClientAuth(), fetch })
 * const veza = new Veza({ auth: client.clientCredentials(), fetch })
 * console.log(await veza.users.get(1))
 * ```
 */
export function clientCertificate(options: ClientCertificateOptions): ClientCertificate {
  checkOptions('clientCertificate()', options, checks)
  const { cert, certFile, key, keyFile, pfx, pfxFile } = options
  const pem = (cert ?? certFile) !== undefined && (key ?? keyFile) !== undefined
  const pkcs12 = (pfx ?? pfxFile) !== undefined
  if (pem === pkcs12)
    throw invalidOption(
      'clientCertificate(): no certificate, or two',
      'Pass a certificate and its key, or a PKCS#12.',
    )
  return new ClientCertificate(options)
}
