import type { Connection } from '../faults/connection.ts'
import type { IssuedToken } from './issued-token.ts'

/** The platform's authorization server, as the rest of the platform sees it. */
export interface AuthorizationServer {
  /** Answers requests to its endpoints and pages. */
  fetch(request: Request, connection: Connection): Promise<Response>
  /** What is known of an access token that it has issued for the API and that is in force. */
  find(token: string): Promise<IssuedToken | undefined>
  /** Registers a client by its metadata (RFC 7591). @throws TypeError where they are no metadata of a client. */
  register(metadata: unknown): Promise<void>
}

/** Whether a path is one of the authorization server's. */
export function isAuthorizationPath(path: string): boolean {
  return /^\/(?:oauth|device|\.well-known)(?:\/|$)/.test(path)
}
