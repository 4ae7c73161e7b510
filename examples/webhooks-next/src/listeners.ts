import type { VezaEvent } from '@veza/protocol'
import type { NextHandlerOptions } from '@veza/webhooks/next'
import { vezaWebhooks } from './veza-webhooks.ts'

/** What both routers share. Next.js may load it once for each: a claim store that all instances share makes them one. */
export const options: NextHandlerOptions<VezaEvent> = {
  verifier: vezaWebhooks(process.env['VEZA_WEBHOOK_SECRET'] ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'),
  on: {
    'message.sent': ({ data }) => console.log(`Room ${data.roomId}: ${data.content}`),
    'room.joined': ({ data }) => console.log(`User ${data.userId} has joined room ${data.roomId}`),
  },
  onUnknown: (_, { type }) => console.log(`Nothing to do for ${type}`),
  onError: (error) => console.error(error),
}
