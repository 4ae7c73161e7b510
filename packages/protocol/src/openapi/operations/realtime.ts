import type { Operation } from '../operation.ts'

/** Operations around WebSockets. */
export const realtimeOperations: readonly Operation[] = [
  {
    id: 'createRealtimeTicket',
    method: 'POST',
    path: '/realtime/tickets',
    tag: 'Realtime',
    summary: 'Issues a ticket with which one WebSocket can be opened, within 30 seconds.',
    permission: 'read:messages',
    answer: { status: 201, one: 'RealtimeTicket' },
  },
]
