import type { Socket } from 'node:net'
import type { EgressPolicy } from '../../egress/egress-policy.ts'

/** Finds the addresses of a host name, as the system does, all of them. */
export type ResolveHost = (host: string, signal: AbortSignal) => Promise<readonly string[]>

/** Opens a TCP connection to one of the addresses, which were checked, and to nothing else. */
export type ConnectTcp = (to: ConnectTarget) => Socket

/** Where a TCP connection goes. */
export interface ConnectTarget {
  /** What the addresses are of. */
  readonly host: string
  /** In the order in which the resolver gave them; one at least. */
  readonly addresses: readonly string[]
  readonly port: number
}

/** Options of {@link guardedTransport}. */
export interface GuardedTransportOptions extends EgressPolicy {
  /**
   * URL of the HTTP proxy through which everything goes, `http://proxy.internal:4750`. It resolves the host, and must
   * refuse private addresses itself, as Smokescreen does; form, scheme, port, name and written addresses are checked
   * here all the same. A proxy in the environment is never used.
   *
   * @defaultValue none: connections go straight to the receiver
   */
  readonly proxy?: string
  /** Certificates of authorities to trust instead of the system's, in PEM. @defaultValue the system's */
  readonly ca?: string | readonly string[]
  /** Finds a host's addresses. @defaultValue the system's resolver */
  readonly resolve?: ResolveHost
  /** Opens connections. @defaultValue node:net */
  readonly connect?: ConnectTcp
}
