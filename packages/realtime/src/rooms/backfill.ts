import type { RoomMessage } from '@veza/protocol/realtime'
import type { GapEvent } from '../events/room-event.ts'
import type { History } from '../options/realtime-options.ts'
import type { SeenMessages } from './seen-messages.ts'

/** What was missed, the oldest first, and why there may be more. */
export interface Backfill {
  readonly messages: readonly RoomMessage[]
  /** Missing where history proves that nothing else was missed. */
  readonly gap?: Pick<GapEvent, 'reason' | 'cause'>
}

/** Some that were seen, not one: where the last two came in the wrong order, the first of them is still missing. */
const overlap = 32

/**
 * Reads from history what was missed: from the newest message back to those that were seen.
 *
 * @param maxMessages - how many to read at most.
 */
export async function backfill(
  roomId: number,
  seen: SeenMessages,
  history: History | undefined,
  maxMessages: number,
  signal: AbortSignal,
): Promise<Backfill> {
  if (history === undefined) return { messages: [], gap: { reason: 'no-history' } }
  const missed = new Map<number | undefined, RoomMessage>()
  const wanted = Math.max(1, Math.min(overlap, seen.size))
  let known = 0
  const found = () => [...missed.values()].reverse()
  let beforeId: number | undefined
  try {
    for (;;) {
      const { messages, hasMore } = await history(roomId, beforeId, signal)
      for (const message of messages) {
        if (seen.has(message)) known++
        else missed.set(message.id, message)
      }
      if (!hasMore || known >= wanted) return { messages: found() }
      if (missed.size >= maxMessages) return { messages: found(), gap: { reason: 'too-many' } }
      const oldest = messages.at(-1)?.id
      if (oldest === undefined || oldest === beforeId) return { messages: found(), gap: { reason: 'failed' } }
      beforeId = oldest
    }
  } catch (cause) {
    return { messages: found(), gap: { reason: 'failed', cause } }
  }
}
