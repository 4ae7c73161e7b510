import { webhookRequest } from '@veza/webhooks'
import { veza } from '@veza/webhooks/schemes'

/** Sends what the platform would: an event, the same once more, one of a newer platform, and one of a forger. */
export async function sendSamples(
  secret: string,
  send: (request: Request) => Response | Promise<Response>,
  url = 'https://example.com/webhooks/veza',
): Promise<void> {
  const sent = { type: 'message.sent', data: { id: 1, room_id: 123, user_id: 7, content: 'Hello' } }
  const options = { secrets: secret, url, id: 'msg_1' }
  const forger = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const requests = [
    await webhookRequest(veza(), sent, options),
    await webhookRequest(veza(), sent, options),
    await webhookRequest(veza(), { type: 'poll.closed', data: {} }, { secrets: secret, url }),
    await webhookRequest(veza(), sent, { secrets: forger, url }),
  ]
  for (const request of requests) console.log((await send(request)).status)
}
