import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { type NetworkFault, ProxiedConnection } from './proxied-connection.ts'

/** A TCP proxy before a server, whose connections break on demand. */
export class FaultProxy implements AsyncDisposable {
  readonly #server: Server
  readonly #open = new Set<ProxiedConnection>()
  readonly #waiting = new Set<() => void>()
  #refusals = 0
  #accepted = 0

  private constructor(targetPort: number) {
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) =>
      this.#take(client, targetPort),
    )
  }

  /** @param targetPort - of the server, on this machine. */
  static async before(targetPort: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(targetPort)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  /** Where WebSockets are, by way of this proxy. */
  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ws`
  }

  /** How many connections were let through, in all. */
  get accepted(): number {
    return this.#accepted
  }

  /** Connections that no fault has hit yet. */
  get healthy(): readonly ProxiedConnection[] {
    return [...this.#open].filter(({ isHealthy }) => isHealthy)
  }

  /** Does something to every connection. @returns how many there were. */
  inflict(fault: NetworkFault, amount = 0.5): number {
    const hit = this.healthy
    for (const connection of hit) connection.inflict(fault, amount)
    return hit.length
  }

  /** Ends every connection, also those that a fault has hit: as the system does after some minutes of silence. */
  free(): void {
    for (const connection of this.#open) connection.reset()
  }

  /** Resets the next connections as soon as they come. */
  refuse(connections: number): void {
    this.#refusals += connections
  }

  /**
   * Resolves as soon as there is a connection that no fault has hit.
   *
   * @param after - one that came after so many.
   */
  async connected(after = 0): Promise<void> {
    while (this.#accepted <= after || this.healthy.length === 0)
      await new Promise<void>((resolve) => this.#waiting.add(resolve))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const connection of this.#open) connection.destroy()
    await closed
  }

  #take(client: Socket, targetPort: number): void {
    if (this.#refusals > 0) {
      this.#refusals--
      client.on('error', () => {})
      client.resetAndDestroy()
      return
    }
    this.#accepted++
    for (const connection of this.#open) connection.followed()
    const server = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    const connection: ProxiedConnection = new ProxiedConnection(client, server, () =>
      this.#open.delete(connection),
    )
    this.#open.add(connection)
    for (const tell of this.#waiting) tell()
    this.#waiting.clear()
  }
}
