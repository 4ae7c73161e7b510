import { afterEach } from 'vitest'
import type { Position, RealtimeClient } from '../../src/index.ts'
import { next } from './next.ts'
import { type Peer, type Script, ScriptedServer } from './scripted-server.ts'

const servers: ScriptedServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]()
})

/** A server for one test. */
export async function listen(script: Script = {}): Promise<ScriptedServer> {
  const server = await ScriptedServer.listen(script)
  servers.push(server)
  return server
}

/** A place in the sequence of the room. */
export const at = (seq: number): Position => ({ epoch: 'e', seq })

/** A turn in which everything that a peer has sent has been handled. */
export async function handled(live: RealtimeClient, peer: Peer): Promise<void> {
  const marker = next(live, 'unknown', ({ name }) => name === 'marker')
  peer.send('marker')
  await marker
}
