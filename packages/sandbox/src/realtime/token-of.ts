import { bearerProtocolPrefix } from '@veza/protocol/realtime'
import type { RealtimeHandshake } from './realtime-socket.ts'
import type { TicketBook } from './ticket-book.ts'

/**
 * The token of a handshake: its header's, its subprotocol's, its ticket's or its query's, the first that there is.
 *
 * @returns `undefined` where there is none; an empty text where there is something that is none.
 */
export function tokenOf(handshake: RealtimeHandshake, tickets: TicketBook, now: number): string | undefined {
  if (handshake.authorization !== undefined)
    return handshake.authorization.match(/^Bearer (\S+)$/i)?.[1] ?? ''
  const offered = handshake.offered?.find((protocol) => protocol.startsWith(bearerProtocolPrefix))
  if (offered !== undefined) return fromBase64Url(offered.slice(bearerProtocolPrefix.length))
  const query = new URL(handshake.url, 'ws://localhost').searchParams
  const ticket = query.get('ticket')
  if (ticket !== null) return tickets.redeem(ticket, now) ?? ''
  return query.get('token') ?? undefined
}

function fromBase64Url(text: string): string {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder().decode(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)))
  } catch {
    return ''
  }
}
