import type { OAuthOptions } from '../../src/oauth/index.ts'

/** A real authorization server, whatever it is made of. */
export interface RotatingServer extends AsyncDisposable {
  /** How its client is configured. */
  readonly options: OAuthOptions
  /** Signs the user in, and gives the address that the browser is sent back to. */
  visit(url: string): Promise<string>
}
