import type { Connection } from '@veza/sandbox'

/** What `fetch` fails with when a fault has reset the connection: as Node's own does. */
export class BrokenConnection extends TypeError {
  /** Makes the error as Node does, with the system's error as its cause. */
  constructor() {
    const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' })
    super('fetch failed', { cause })
  }
}

/** The connection of a request that came over none. @param closed - aborted when the client has left. */
export function connectionOf(closed: AbortSignal): Connection {
  return {
    closed,
    reset() {
      throw new BrokenConnection()
    },
  }
}
