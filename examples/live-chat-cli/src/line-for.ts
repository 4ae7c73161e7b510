import type { RoomEvent } from '@veza/client'

/** What an event looks like in the terminal; `undefined` for one that is not shown, as one's own messages. */
export function lineFor(event: RoomEvent, self: string): string | undefined {
  switch (event.type) {
    case 'message': {
      const { content, metadata, username } = event.message
      const named = metadata?.['from']
      const from = typeof named === 'string' ? named : (username ?? `user ${event.message.userId}`)
      return from === self ? undefined : `${from}: ${content}`
    }
    case 'user_joined':
      return `* ${event.user.username ?? 'somebody'} came in`
    case 'user_left':
      return `* ${event.user.username ?? 'somebody'} left`
    case 'typing':
      return `* ${event.user.username ?? 'somebody'} is typing …`
    case 'gap':
      return '* messages may be missing here'
    default:
      return undefined
  }
}
