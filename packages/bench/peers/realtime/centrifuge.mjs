import { Centrifuge } from 'centrifuge'
import { WebSocket } from 'ws'

export function connect(url, got) {
  const client = new Centrifuge(url, { websocket: WebSocket })
  const subscription = client.newSubscription('room:123')
  subscription.on('publication', ({ data }) => got(data.id))
  const subscribed = new Promise((resolve, reject) =>
    subscription.on('subscribed', resolve).on('error', reject),
  )
  subscription.subscribe()
  client.connect()
  return subscribed
}
