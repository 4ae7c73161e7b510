import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { abortError, type Clock, isVezaError, systemClock } from '@veza/resilience'
import {
  between,
  type Checks,
  checkOptions,
  hasMethods,
  invalidOption,
  isA,
  isPlain,
} from '@veza/resilience/options'
import type { OAuthClient } from '../oauth/oauth.ts'
import { peekState } from '../oauth/pending-sign-in.ts'
import type { Session } from '../session/session.ts'
import { within } from '../time/detached.ts'

/** How a program on somebody's machine has them sign in. */
export interface AuthorizeOptions {
  /** Tells the sessions of one client apart. @defaultValue '' */
  readonly account?: string
  /** The port on 127.0.0.1 that the browser comes back to; 0 takes any that is free. @defaultValue 0 */
  readonly port?: number
  /** The path it comes back to. @defaultValue '/callback' */
  readonly path?: string
  /** Further parameters, as `prompt` or `login_hint`. @defaultValue none */
  readonly parameters?: Readonly<Record<string, string>>
  /** Told where to sign in, to print it: a browser may not open by itself. */
  readonly onUrl?: (url: string) => void
  /** Opens the browser; `false` does not. @defaultValue the system's browser */
  readonly openBrowser?: ((url: string) => unknown) | false
  /** How long to wait for the user, in milliseconds. @defaultValue 300000 (5 minutes) */
  readonly timeoutMs?: number
  /** Stops the waiting. */
  readonly signal?: AbortSignal
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
}

const checks: Checks<AuthorizeOptions> = {
  account: isA('string'),
  port: between(0, 65_535, 'the port'),
  path: (value) =>
    typeof value === 'string' && /^\/[\w./~-]*$/.test(value) ? undefined : 'Write a path, as "/callback".',
  parameters: (value) => (isPlain(value) ? undefined : 'Pass an object of names and strings.'),
  onUrl: isA('function'),
  openBrowser: (value) => (value === false ? undefined : isA('function')(value)),
  timeoutMs: between(1, 3_600_000, 'milliseconds'),
  signal: hasMethods('addEventListener', 'removeEventListener'),
  clock: hasMethods('now', 'sleep'),
}

/**
 * Signs the user of a command-line program in with their browser (RFC 8252): listens on a port of this machine, opens the
 * authorization page, waits for the browser to come back, and ends. Where there is no browser, use
 * `client.startDeviceSignIn()`.
 *
 * @param client - a client without a secret, whose server allows `http://127.0.0.1` with any port as redirect URI.
 * @throws {@link TimeoutError} `TIMEOUT`, {@link AbortError}, {@link PermissionError} `AUTH_ACCESS_DENIED`, or what makes
 * the exchange fail.
 * @example
 * ```ts no-run
 * import { oauth } from '@veza/auth/oauth'
 * import { authorize, fileTokenStore } from '@veza/auth/node'
 * import { Veza } from '@veza/client'
 *
 * const client = oauth({ clientId: 'my-cli', scope: ['read:users'], store: fileTokenStore() })
 * const session = await authorize(client, { onUrl: (url) => console.error(`Sign in at ${url}`) })
 * console.log(await new Veza({ auth: session }).users.get(1))
 * ```
 */
export async function authorize(client: OAuthClient, options: AuthorizeOptions = {}): Promise<Session> {
  checkOptions('authorize()', options, checks)
  const { timeoutMs = 300_000, signal, clock = systemClock, port = 0 } = options
  const server = createServer()
  try {
    return await within({ timeoutMs, clock, signal }, async (inner) => {
      await listening(server, port, inner)
      return signIn(client, server, options, inner)
    })
  } catch (error) {
    // Nobody waits any more, neither here nor in the browser.
    if (isVezaError(error, 'TIMEOUT') || isVezaError(error, 'ABORTED')) server.closeAllConnections()
    throw error
  } finally {
    server.close()
    server.closeIdleConnections()
  }
}

async function listening(server: Server, port: number, signal: AbortSignal): Promise<void> {
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening', { signal })
  } catch {
    if (signal.aborted) throw abortError(signal)
    throw invalidOption(
      `authorize(): port ${port} is not to be had`,
      'Pass another port, or 0 for any that is free.',
    )
  }
}

async function signIn(
  client: OAuthClient,
  server: Server,
  options: AuthorizeOptions,
  signal: AbortSignal,
): Promise<Session> {
  const { path = '/callback', parameters = {}, account = '', openBrowser = systemBrowser, onUrl } = options
  const { port } = server.address() as AddressInfo
  const redirectUri = `http://127.0.0.1:${port}${path}`
  const { url, pending } = await client.startSignIn({ redirectUri, parameters, signal })
  const answered = callback(server, redirectUri, peekState(pending.reveal()))
  onUrl?.(url)
  if (openBrowser !== false) void open(openBrowser, url)
  const { address, response } = await answered
  try {
    const session = await client.finishSignIn(address, pending, { account, signal })
    say(response, 200, 'You are signed in. You can close this window.')
    return session
  } catch (error) {
    say(response, 400, 'The sign-in failed. Go back to the program, which says why.')
    throw error
  }
}

interface Answer {
  readonly address: URL
  readonly response: ServerResponse
}

/**
 * Waits for the browser. Any page that the user has open can send requests to this port: what does not carry the state
 * of this sign-in is turned away, and waited on.
 */
function callback(server: Server, redirectUri: string, state: string): Promise<Answer> {
  const expected = new URL(redirectUri)
  return new Promise((resolve) => {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      request.resume()
      // The host that was asked for, so that no name of somebody else's leads here.
      if (request.method !== 'GET' || request.headers.host !== expected.host)
        return say(response, 400, 'This is not what was asked for.')
      const target = URL.parse(request.url ?? '', redirectUri)
      if (target?.pathname !== expected.pathname) return say(response, 404, 'There is nothing here.')
      if (target.searchParams.get('state') !== state)
        return say(response, 400, 'This belongs to no sign-in that is under way.')
      resolve({ address: target, response })
    })
  })
}

async function open(openBrowser: (url: string) => unknown, url: string): Promise<void> {
  try {
    await openBrowser(url)
  } catch {
    // The user can open it by hand: `onUrl` was told.
  }
}

/** Loaded when a browser is to open: most runs of a program find their session in the store. */
async function systemBrowser(url: string): Promise<void> {
  const { default: openWithSystem } = await import('open')
  const child = await openWithSystem(url)
  child.on('error', () => undefined)
}

function say(response: ServerResponse, status: number, sentence: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'",
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      connection: 'close',
    })
    .end(`<!doctype html><title>Veza</title><p>${sentence}</p>\n`)
}
