import type { X509Certificate } from 'node:crypto'
import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { ClientCertificate } from '../../faults/connection.ts'

/** The certificate that the client at the other end of a socket showed, where it did. */
export function clientCertificate(socket: Socket | null): ClientCertificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined
  const certificate: X509Certificate | undefined = socket.getPeerX509Certificate()
  if (certificate === undefined) return undefined
  return {
    thumbprint: createHash('sha256').update(certificate.raw).digest('base64url'),
    subject: certificate.subject,
    pem: certificate.toString(),
    trusted: socket.authorized,
  }
}
