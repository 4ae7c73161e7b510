import type { Scheme, SignOptions } from '../../src/index.ts'

/** A request as the official packages are given it. */
export interface Sent {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly url: string
  readonly method: string
}

/** An official package beside our scheme. */
export interface Official {
  /** The package's name on npm. */
  readonly name: string
  readonly scheme: Scheme
  /** What both verify with. */
  readonly secret: string
  /** What we sign with, where it is another key. */
  readonly signSecret?: string
  readonly wrongSecret: string
  readonly event: SignOptions['body']
  readonly headers?: Readonly<Record<string, string>>
  /** Whether the package takes the request. */
  readonly accepts: (sent: Sent, secret: string) => boolean | Promise<boolean>
  /** The headers that the package signs such a body with, where it can. */
  readonly sign?: (body: string, at: Date) => Record<string, string> | Promise<Record<string, string>>
}

/** Runs what throws to refuse. */
export async function passes(check: () => unknown): Promise<boolean> {
  try {
    await check()
    return true
  } catch {
    return false
  }
}
