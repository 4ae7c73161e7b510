import { createServer } from 'node:https'
import type { SandboxRealtime } from '../../index.ts'
import { type Answer, type Listening, listening } from '../listening.ts'
import { serveRealtime } from '../realtime/serve-realtime.ts'
import type { CertificatePair, TestAuthority } from './test-authority.ts'

/** Where a sandbox asks for client certificates. */
export interface MutualTls {
  /** `https://localhost:…` */
  readonly url: string
  /** What to give to a client: `url` and `/v1`. */
  readonly baseUrl: string
  /** `wss://localhost:…/ws` */
  readonly realtimeUrl: string
  /** The authority of its certificate, as PEM: what to give to a client as `ca`. */
  readonly ca: string
  /** The certificate of the client `sandbox-mtls`. */
  readonly client: CertificatePair
  /**
   * Issues another client certificate.
   *
   * @param name - the subject's common name.
   * @throws TypeError when the name has other characters than letters, digits, dots and dashes.
   */
  issueForClient(name: string): Promise<CertificatePair>
}

/**
 * Listens with TLS and asks for client certificates, with an authority made for it. Who shows none, or one of another
 * authority, is let in: what they may do is for the authorization server and the API to say.
 */
export async function mutualTls(
  answer: Answer,
  realtime: SandboxRealtime,
): Promise<MutualTls & Pick<Listening, 'close'>> {
  const { testAuthority } = await import('./test-authority.ts')
  const authority: TestAuthority = await testAuthority()
  const [own, client] = await Promise.all([
    authority.issueForServer(),
    authority.issueForClient('sandbox-mtls'),
  ])
  const { ca } = authority
  const server = createServer({ ...own, ca, requestCert: true, rejectUnauthorized: false })
  const webSockets = serveRealtime(server, realtime)
  const opened = await listening(server, 0, answer)
  const url = `https://localhost:${opened.port}`
  return {
    url,
    baseUrl: `${url}/v1`,
    realtimeUrl: `${url.replace('https', 'wss')}/ws`,
    ca,
    client,
    issueForClient: (name) => authority.issueForClient(name),
    async close() {
      // WebSockets say good-bye before their server cuts every connection.
      await webSockets.close()
      await opened.close()
    },
  }
}
