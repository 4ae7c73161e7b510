import type { Validator } from '@veza/protocol/schema'
import type { RoomChat } from '../chat/room-chat.ts'
import type { Attendance } from './attendance.ts'
import type { Doorkeeper } from './doorkeeper.ts'
import type { RealtimeSettings } from './realtime-options.ts'
import type { Rooms } from './rooms.ts'
import type { SentMessages } from './sent-messages.ts'

/** What was counted. */
interface RealtimeCounts {
  framesIn: number
  framesOut: number
  /** Frames that were no frames, or of no known type. */
  ignored: number
  slowConsumers: number
}

/** What all connections share. */
export interface RealtimeContext {
  readonly settings: RealtimeSettings
  readonly now: () => number
  readonly validator: Validator
  readonly chat: RoomChat
  readonly rooms: Rooms
  readonly attendance: Attendance
  readonly sent: SentMessages
  readonly doorkeeper: Doorkeeper
  readonly counts: RealtimeCounts
}
