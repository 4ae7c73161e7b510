import { AsyncLocalStorage } from 'node:async_hooks'
import type { ClientCertificate, Connection } from '../../faults/connection.ts'

/** The connection of the request that is being handled: oidc-provider sees requests only. */
const current = new AsyncLocalStorage<Connection>()

/** Handles a request that came over a connection. */
export function overConnection<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  return current.run(connection, work)
}

/** The certificate that the client of the present request showed. */
export function currentCertificate(): ClientCertificate | undefined {
  return current.getStore()?.certificate
}
