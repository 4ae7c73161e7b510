// The certificate library wants this first.
import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** A certificate and its private key, as PEM. */
export interface CertificatePair {
  readonly cert: string
  readonly key: string
}

/** An authority for tests: made anew by every sandbox that has one, and trusted by nobody else. */
export interface TestAuthority {
  /** Its own certificate, as PEM: what clients are given as `ca`. */
  readonly ca: string
  /** A certificate for a server on this machine. */
  issueForServer(): Promise<CertificatePair>
  /** A certificate for a client. @param name - the subject's common name. */
  issueForClient(name: string): Promise<CertificatePair>
}

const day = 86_400_000
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** Makes an authority. */
export async function testAuthority(): Promise<TestAuthority> {
  cryptoProvider.set(crypto)
  const keys = await keyPair()
  const issuer = 'CN=Veza sandbox test authority'
  const own = await X509CertificateGenerator.createSelfSigned({
    ...dates(),
    serialNumber: serialNumber(),
    name: issuer,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })

  async function issue(subject: string, usage: string, more: Extension[]): Promise<CertificatePair> {
    const { publicKey, privateKey } = await keyPair()
    const certificate = await X509CertificateGenerator.create({
      ...dates(),
      serialNumber: serialNumber(),
      subject,
      issuer,
      publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([usage]),
        ...more,
      ],
    })
    const pkcs8 = await crypto.subtle.exportKey('pkcs8', privateKey)
    return { cert: certificate.toString('pem'), key: PemConverter.encode(pkcs8, 'PRIVATE KEY') }
  }

  const here = new SubjectAlternativeNameExtension([
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
  ])
  return {
    ca: own.toString('pem'),
    issueForServer: () => issue('CN=localhost', ExtendedKeyUsage.serverAuth, [here]),
    issueForClient(name) {
      if (!/^[\w.-]{1,64}$/.test(name))
        throw new TypeError('Write the name of a client in letters, digits, dots and dashes, 64 at most.')
      return issue(`CN=${name}`, ExtendedKeyUsage.clientAuth, [])
    },
  }
}

function keyPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<CryptoKeyPair>
}

/** From yesterday on, for other clocks' sake; who keeps a sandbox for a year starts it again. */
function dates() {
  return { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 365 * day) }
}

/** Positive, and never the same twice. */
function serialNumber(): string {
  return `1${crypto.randomUUID().replaceAll('-', '').slice(1)}`
}
