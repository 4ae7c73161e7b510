import 'reflect-metadata'
import * as x509 from '@peculiar/x509'

/** A certificate with its key, and the authority that signed it; all in PEM. */
export interface TestCertificate {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const hour = 3_600_000

/** Makes an authority and a certificate for these names and addresses, valid for an hour. */
export async function testCertificate(
  names: readonly string[],
  addresses: readonly string[] = [],
): Promise<TestCertificate> {
  const span = { notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + hour) }
  const authorityKeys = await newKeys()
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...span,
    serialNumber: '01',
    name: 'CN=Veza test authority',
    keys: authorityKeys,
    signingAlgorithm: ecdsa,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  })
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.create({
    ...span,
    serialNumber: '02',
    subject: 'CN=receiver',
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: ecdsa,
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...addresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
    ],
  })
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    ca: authority.toString('pem'),
    cert: certificate.toString('pem'),
    key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  }
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ecdsa, true, ['sign', 'verify'])
}
