import { Arrivals } from '../arrivals.ts'
import type { ChaosClient, ChaosTarget } from '../chaos-client.ts'
import { GuideClient } from './guide-client.ts'

/** The guide's second would be most of the time of a run. */
const reconnectDelayMs = 20

/** The guide's sample client in the chaos. It cannot tell when all is well: nobody waits for it. */
export async function guideChaosClient({ url, token, roomId }: ChaosTarget): Promise<ChaosClient> {
  const arrivals = new Arrivals()
  const client = new GuideClient(url, token, reconnectDelayMs)
  client.on('message', ({ content }) => arrivals.add(content))
  await client.connect()
  client.subscribe(roomId)
  return {
    came: arrivals.contents,
    ready: () => Promise.resolve(),
    send: async (content) => client.sendMessage(roomId, content),
    received: (count) => arrivals.reach(count),
    details: () => ({}),
    [Symbol.asyncDispose]: async () => client.leave(),
  }
}
