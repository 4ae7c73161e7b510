import type { Route } from './route.ts'

/** Tickets for WebSockets (`docs/realtime/protocol.md`). */
export const realtimeTickets: readonly Route[] = [
  {
    method: 'POST',
    path: '/realtime/tickets',
    permission: 'read:messages',
    handle(c, { now, tickets }) {
      const token = c.req.header('authorization')?.replace(/^Bearer /i, '') ?? ''
      const { ticket, expiresAt } = tickets.issue(token, now())
      return c.json({ ticket, expires_at: new Date(expiresAt).toISOString() }, 201)
    },
  },
]
