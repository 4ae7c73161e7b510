import { type RoomMessage, roomMessageModel } from '@veza/protocol/realtime'
import type { History } from '../../src/index.ts'

/** Where a platform's REST API is, and what lets one in. */
export interface RestTarget {
  readonly baseUrl: string
  readonly apiKey: string
}

/** A room's messages by the REST API. */
export function restHistory({ baseUrl, apiKey }: RestTarget): History {
  return async (roomId, beforeId, signal) => {
    const before = beforeId === undefined ? '' : `&before_id=${beforeId}`
    const url = `${baseUrl}/chat/messages?room_id=${roomId}&limit=100${before}`
    const response = await fetch(url, { signal, headers: { authorization: `Bearer ${apiKey}` } })
    const { data, meta } = (await response.json()) as {
      data: Record<string, unknown>[]
      meta: { has_more: boolean }
    }
    const messages: RoomMessage[] = data.map((row) =>
      roomMessageModel.read({ ...row, timestamp: row['created_at'] }),
    )
    return { messages, hasMore: meta.has_more }
  }
}
