import { readFile } from 'node:fs/promises'
import type { ClientMetadata } from '../authorization/client-metadata.ts'
import type { SigningKeyRegistration } from '../authorization/signing-keys.ts'
import type { RotationPolicy, TokenOptions } from '../authorization/token-options.ts'
import type { ServeOptions } from './serve-sandbox.ts'

/** The flags of the command, for `parseArgs`. */
export const flagTypes = {
  port: { type: 'string' },
  seed: { type: 'string' },
  'rate-limit': { type: 'string' },
  'no-idempotency': { type: 'boolean' },
  cors: { type: 'boolean' },
  rotation: { type: 'string' },
  'access-tokens': { type: 'string' },
  'token-life': { type: 'string' },
  'dpop-nonce': { type: 'boolean' },
  'clock-offset': { type: 'string' },
  clients: { type: 'string' },
  'signing-keys': { type: 'string' },
  mtls: { type: 'boolean' },
  json: { type: 'boolean' },
  'exit-with-stdin': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** The flags as they were given. */
export type Flags = {
  readonly [Name in keyof typeof flagTypes]?: (typeof flagTypes)[Name]['type'] extends 'string'
    ? string
    : boolean
}

/** What the command prints for `--help`. */
export const help = `veza-sandbox: the Veza platform on this machine, for trying and testing

  --port N             listen on this port (default: any that is free)
  --seed N             begin with other data (default: 1)
  --rate-limit N       take N requests a minute from each caller (default: 10000)
  --no-idempotency     do not honour idempotency keys
  --cors               let web pages of every origin use it
  --rotation POLICY    refresh tokens: strict, grace or none (default: strict)
  --access-tokens KIND opaque or jwt (default: opaque)
  --token-life N       access tokens live N seconds (default: 3600)
  --dpop-nonce         demand nonces in DPoP proofs
  --clock-offset=N     be N seconds ahead of this machine's clock; -N: behind
  --clients FILE       know these OAuth clients too: a JSON list of metadata (RFC 7591)
  --signing-keys FILE  know these keys of apps that sign their own tokens: a JSON list of { issuer, key }
  --mtls               listen with TLS too, and ask for client certificates there
  --json               print one line of JSON for a program that started it
  --exit-with-stdin    end when standard input closes
  --help               print this
`

/**
 * What the flags ask for.
 *
 * @throws TypeError with a sentence, where one is wrong; the system's error, where a file cannot be read.
 */
export async function serveOptions(flags: Flags): Promise<ServeOptions> {
  const limit = wholeNumber('--rate-limit', flags['rate-limit'], 1)
  const port = wholeNumber('--port', flags.port, 0, 65_535)
  const seed = wholeNumber('--seed', flags.seed, 0)
  const offsetS = wholeNumber('--clock-offset', flags['clock-offset'], -31_536_000, 31_536_000)
  const clients = await listIn('--clients', flags.clients)
  const signingKeys = await listIn('--signing-keys', flags['signing-keys'])
  return {
    ...(port !== undefined && { port }),
    ...(seed !== undefined && { seed }),
    ...(limit !== undefined && { rateLimit: { limit, windowMs: 60_000 } }),
    ...(offsetS !== undefined && { clockOffsetMs: offsetS * 1000 }),
    ...(signingKeys !== undefined && { signingKeys: signingKeys as readonly SigningKeyRegistration[] }),
    idempotencyKeys: flags['no-idempotency'] !== true,
    cors: flags.cors === true,
    mtls: flags.mtls === true,
    tokens: tokenOptions(flags),
    authorization: {
      accessTokens: oneOf('--access-tokens', flags['access-tokens'] ?? 'opaque', ['opaque', 'jwt']),
      ...(clients !== undefined && { clients: clients as readonly ClientMetadata[] }),
    },
  }
}

function tokenOptions(flags: Flags): TokenOptions {
  const lifeS = wholeNumber('--token-life', flags['token-life'], 1)
  const policies: readonly RotationPolicy[] = ['strict', 'grace', 'none']
  return {
    rotation: oneOf('--rotation', flags.rotation ?? 'strict', policies),
    dpopNonce: flags['dpop-nonce'] === true,
    ...(lifeS !== undefined && { accessTokenLifeMs: lifeS * 1000 }),
  }
}

function oneOf<T extends string>(flag: string, text: string, words: readonly T[]): T {
  const word = words.find((one) => one === text)
  if (word === undefined) throw new TypeError(`${flag} takes one of ${words.join(', ')}`)
  return word
}

function wholeNumber(
  flag: string,
  text: string | undefined,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^-?\d+$/.test(text) && value >= least && value <= most) return value
  throw new TypeError(`${flag} takes a whole number from ${least} to ${most}`)
}

async function listIn(flag: string, path: string | undefined): Promise<readonly unknown[] | undefined> {
  if (path === undefined) return undefined
  const text = await readFile(path, 'utf8')
  const list = parsed(text)
  if (!Array.isArray(list)) throw new TypeError(`${flag} takes a file that holds a JSON list`)
  return list
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
