import type { ManualClock } from '@veza/resilience/testing'
import type { RealtimeOptions } from '../../src/index.ts'
import { impatient } from '../support/live-sandbox.ts'
import { ModelPeer } from './model-peer.ts'
import type { ModelServer } from './model-server.ts'

/** Options with which a conversation talks to a model, in its time. */
export function modelOptions(server: ModelServer, clock: ManualClock, hasPing = true): RealtimeOptions {
  return {
    url: 'ws://127.0.0.1/ws',
    authenticator: {
      authenticate: () => ({ authorization: 'Bearer token' }),
      refresh: () => Promise.resolve(true),
    },
    logger: impatient.logger,
    history: server.history,
    clock,
    random: () => 0,
    socket(request, handlers) {
      if (server.current?.isClosing === false) throw new Error('A second connection beside the first')
      // One that the client leaves need not have closed before it opens the next.
      server.current?.end({ code: 1000, reason: 'Left' })
      const peer = new ModelPeer(request, handlers)
      server.add(peer)
      return peer.socket(hasPing)
    },
  }
}
