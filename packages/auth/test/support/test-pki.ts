// The certificate library wants this first.
import 'reflect-metadata'
import { createHash, X509Certificate as NodeCertificate } from 'node:crypto'
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

cryptoProvider.set(crypto)

/** A certificate and its key. */
export interface Issued {
  readonly cert: string
  readonly key: string
  readonly keys: CryptoKeyPair
  readonly name: string
  /** As `pins` write it. */
  readonly pin: string
}

/** What a certificate is to say. */
export interface IssueOptions {
  readonly issuer?: Issued
  readonly notBefore?: Date
  readonly notAfter?: Date
  readonly usage?: 'client' | 'server'
  readonly host?: string
  readonly rsaBits?: number
}

const day = 86_400_000

/** Makes an authority, or without `issuer` a certificate that signs itself. */
export async function issue(name: string, options: IssueOptions = {}): Promise<Issued> {
  const { issuer, host = 'localhost', rsaBits } = options
  const algorithm =
    rsaBits === undefined
      ? { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
      : {
          name: 'RSASSA-PKCS1-v1_5',
          hash: 'SHA-256',
          modulusLength: rsaBits,
          publicExponent: new Uint8Array([1, 0, 1]),
        }
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
  const usage = options.usage === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth
  const certificate = await X509CertificateGenerator.create({
    serialNumber: crypto
      .randomUUID()
      .replaceAll('-', '')
      .slice(0, 16)
      .replace(/^[89a-f]/, '1'),
    subject: `CN=${name}`,
    issuer: issuer?.name ?? `CN=${name}`,
    notBefore: options.notBefore ?? new Date(Date.now() - day),
    notAfter: options.notAfter ?? new Date(Date.now() + 365 * day),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256', ...(issuer ? {} : algorithm) },
    publicKey: keys.publicKey,
    signingKey: issuer?.keys.privateKey ?? keys.privateKey,
    extensions: [
      new BasicConstraintsExtension(issuer === undefined, undefined, true),
      ...(issuer === undefined ? [] : [new ExtendedKeyUsageExtension([usage])]),
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: host },
        ...(host === 'localhost' ? [{ type: 'ip' as const, value: '127.0.0.1' }] : []),
      ]),
    ],
  })
  const cert = certificate.toString('pem')
  const spki = new NodeCertificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return {
    cert,
    key: PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    keys,
    name: `CN=${name}`,
    pin: `sha256/${createHash('sha256').update(spki).digest('base64')}`,
  }
}
