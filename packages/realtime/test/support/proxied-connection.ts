import type { Socket } from 'node:net'

/**
 * What can happen to a connection. `'reset'` and `'fin'`: it ends, both ways. `'half-down'`, `'half-up'`: it is reset
 * in the middle of the next thing that goes that way. `'blackhole'`: it stays, and nothing arrives any more. `'stall'`:
 * nothing arrives for a while. `'late'`: as `'blackhole'`, but what the client had sent arrives after its next connection
 * has come.
 */
export type NetworkFault = 'reset' | 'fin' | 'half-down' | 'half-up' | 'blackhole' | 'stall' | 'late'

/** How long a server may keep what a client has left, in milliseconds. */
const lingerMs = 1000
const lateMs = 40
const stallMs = 200

/** A client's connection and the one to the server behind it. */
export class ProxiedConnection {
  readonly #client: Socket
  readonly #server: Socket
  readonly #timers = new Set<NodeJS.Timeout>()
  #fault: NetworkFault | undefined
  #amount = 0
  /** What the client has sent and the server is to get late. */
  #kept: Buffer[] = []

  /** @param gone - is told when both ends are closed. */
  constructor(client: Socket, server: Socket, gone: () => void) {
    this.#client = client
    this.#server = server
    this.#forward(client, server, 'half-up')
    this.#forward(server, client, 'half-down')
    client.once('close', () => this.#clientClosed())
    server.once('close', () => {
      if (!this.#swallows) client.destroy()
      if (client.closed) gone()
    })
    client.once('close', () => {
      if (server.closed) gone()
    })
  }

  get isHealthy(): boolean {
    return (this.#fault === undefined || this.#fault === 'stall') && !this.#client.destroyed
  }

  /** @param amount - from 0 to 1, where in the next chunk; or how long, in fifths of a second. */
  inflict(fault: NetworkFault, amount: number): void {
    this.#fault = fault
    this.#amount = amount
    if (fault === 'reset') this.reset()
    else if (fault === 'fin') this.#end()
    else if (fault === 'stall') this.#stall(amount * stallMs)
  }

  /** The client has connected anew. */
  followed(): void {
    if (this.#fault !== 'late') return
    this.#later(lateMs, () => {
      for (const chunk of this.#kept.splice(0)) this.#server.write(chunk)
      this.#later(lateMs, () => this.#server.destroy())
    })
  }

  reset(): void {
    this.#fault = 'reset'
    this.#client.resetAndDestroy()
    this.#server.resetAndDestroy()
  }

  destroy(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#client.destroy()
    this.#server.destroy()
  }

  get #swallows(): boolean {
    return this.#fault === 'blackhole' || this.#fault === 'late'
  }

  #forward(from: Socket, to: Socket, half: NetworkFault): void {
    from.on('error', () => {})
    from.on('data', (chunk) => {
      if (this.#fault === half) return this.#forwardHalf(chunk, to)
      if (this.#fault === 'late' && from === this.#client) this.#kept.push(chunk)
      if (!this.#swallows && !to.write(chunk)) from.pause()
    })
    to.on('drain', () => {
      if (this.#fault !== 'stall') from.resume()
    })
    from.on('end', () => {
      if (!this.#swallows) to.end()
    })
  }

  #forwardHalf(chunk: Buffer, to: Socket): void {
    this.#fault = 'reset'
    to.write(chunk.subarray(0, Math.floor(chunk.length * this.#amount)), () => this.reset())
  }

  #end(): void {
    this.#client.end()
    this.#server.end()
  }

  #stall(ms: number): void {
    this.#client.pause()
    this.#server.pause()
    this.#later(ms, () => {
      if (this.#fault === 'stall') this.#fault = undefined
      this.#client.resume()
      this.#server.resume()
    })
  }

  #clientClosed(): void {
    if (this.#swallows) this.#later(lingerMs, () => this.#server.destroy())
    else this.#server.destroy()
  }

  #later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, ms)
    this.#timers.add(timer)
  }
}
