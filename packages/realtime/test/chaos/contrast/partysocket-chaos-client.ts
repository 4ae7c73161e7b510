import PartySocket from 'partysocket/ws'
import { Arrivals } from '../arrivals.ts'
import type { ChaosClient, ChaosTarget } from '../chaos-client.ts'

/** As quick to come back as ours. */
const quick = { minReconnectionDelay: 20, maxReconnectionDelay: 100, reconnectionDelayGrowFactor: 2 }

/** `partysocket`, which subscribes again on each `open`. */
export async function partysocketChaosClient({ url, token, roomId }: ChaosTarget): Promise<ChaosClient> {
  const arrivals = new Arrivals()
  const socket = new PartySocket(`${url}?token=${token}`, [], { ...quick, WebSocket })
  const send = (type: string, payload: object) => socket.send(JSON.stringify({ type, payload }))
  socket.addEventListener('open', () => send('subscribe', { room_id: roomId }))
  socket.addEventListener('message', ({ data }) => {
    const { type, payload } = JSON.parse(String(data)) as { type: string; payload: { content: string } }
    if (type === 'message') arrivals.add(payload.content)
  })
  const client: ChaosClient = {
    came: arrivals.contents,
    async ready() {
      if (socket.readyState !== socket.OPEN)
        await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
    },
    send: async (content) => send('message', { room_id: roomId, content }),
    received: (count) => arrivals.reach(count),
    details: () => ({}),
    [Symbol.asyncDispose]: async () => socket.close(),
  }
  await client.ready()
  return client
}
