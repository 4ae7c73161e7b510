import { RealtimeClient } from '@supabase/realtime-js'
import { WebSocket } from 'ws'

export function connect(url, got) {
  const client = new RealtimeClient(url, { transport: WebSocket, params: { apikey: 'bench' } })
  const channel = client.channel('room:123')
  channel.on('broadcast', { event: 'message' }, ({ payload }) => got(payload.id))
  return new Promise((resolve, reject) =>
    channel.subscribe((status, error) => (status === 'SUBSCRIBED' ? resolve() : reject(error ?? status))),
  )
}
