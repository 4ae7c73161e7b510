import { messageModel, roomModel, sendMessageModel, updateMessageModel } from '@veza/protocol'
import type { Series } from './series.ts'

/** Builders for rooms and messages. */
export function chatBuilders(series: Series) {
  return {
    buildRoom: series.builder('buildRoom', roomModel, ({ number, at }) => ({
      id: number,
      name: `room-${number}`,
      description: null,
      type: 'public',
      memberCount: 2,
      createdAt: at,
      updatedAt: at,
    })),
    buildMessage: series.builder('buildMessage', messageModel, ({ number, at }) => ({
      id: number,
      roomId: 1,
      userId: 1,
      content: `Message ${number}`,
      type: 'text',
      metadata: {},
      replyToId: null,
      createdAt: at,
      updatedAt: null,
    })),
    buildSendMessage: series.builder('buildSendMessage', sendMessageModel, ({ number }) => ({
      roomId: 1,
      content: `Message ${number}`,
      type: 'text',
      metadata: {},
      replyToId: null,
    })),
    buildUpdateMessage: series.builder('buildUpdateMessage', updateMessageModel, ({ number }) => ({
      content: `New message ${number}`,
      metadata: {},
    })),
  }
}
