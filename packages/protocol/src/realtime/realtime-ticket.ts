import { nonEmptyText, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** Lets one connection in, in the place of a token: it may stand in a URL. */
export interface RealtimeTicket {
  readonly ticket: string
  /** Until when it has to be used. */
  readonly expiresAt: Date
}

/**
 * A ticket on the wire and here.
 *
 * @example
 * ```ts
 * import { realtimeTicketModel } from '@veza/protocol/realtime'
 *
 * const ticket = realtimeTicketModel.read({ ticket: 'ticket_1', expires_at: '2026-01-01T00:00:30Z' })
 * console.log(ticket.expiresAt.getUTCSeconds()) // 30
 * ```
 */
export const realtimeTicketModel: Model<RealtimeTicket> = model<RealtimeTicket>('realtime ticket', {
  ticket: nonEmptyText,
  expiresAt: time,
})
