import {
  type Field,
  int64,
  list,
  nonEmptyText,
  nullable,
  type OpenEnum,
  openEnum,
  optional,
  record,
  text,
  time,
} from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** A way to reach a user. */
export type NotificationChannel = OpenEnum<'in_app' | 'email' | 'push' | 'sms' | 'webhook' | 'websocket'>

/** A notification that was sent to a user (guide: "Types d'Intégration", "Notifications"). */
export interface Notification {
  readonly id: number
  /** Who it is for. */
  readonly userId: number
  /** What it is about: `new_follower`, `system_maintenance` … */
  readonly type: string
  readonly title: string
  readonly message: string
  /** Whatever its sender attached; its keys are never renamed. */
  readonly data?: Record<string, unknown> | null
  /** The channels it went out on; none where the user has muted its type. */
  readonly channels: readonly NotificationChannel[]
  /** When the user read it; `null` while it is unread. */
  readonly readAt: Date | null
  readonly createdAt: Date
}

/** What it takes to send a notification. */
export interface SendNotification {
  /** Who it is for. */
  readonly userId: number
  readonly title: string
  readonly message: string
  /** What it is about; users mute by it. @defaultValue 'custom' */
  readonly type?: string
  /** Anything to attach; its keys are never renamed. @defaultValue `{}` */
  readonly data?: Record<string, unknown>
  /** The channels to use, of those the user has enabled. @defaultValue all of them */
  readonly channels?: readonly NotificationChannel[]
}

/** What the platform answers when it is asked how many notifications are unread. */
export interface UnreadCount {
  readonly count: number
}

/** The channels there are, as a field. */
export const notificationChannels: Field<readonly NotificationChannel[]> = list(
  openEnum('in_app', 'email', 'push', 'sms', 'webhook', 'websocket'),
)

/**
 * A notification on the wire and here (guide: "Types d'Intégration"). Its `type` is `notification_type` on the wire.
 *
 * @example
 * ```ts
 * import { notificationModel } from '@veza/protocol'
 *
 * const notification = notificationModel.read({
 *   id: 1,
 *   user_id: 7,
 *   notification_type: 'new_follower',
 *   title: 'A new follower',
 *   message: 'Grace follows you',
 *   channels: ['in_app'],
 *   read_at: null,
 *   created_at: '2024-01-01T12:00:00Z',
 * })
 * console.log(notification.type, notification.readAt) // new_follower null
 * ```
 */
export const notificationModel: Model<Notification> = model<Notification>(
  'notification',
  {
    id: int64,
    userId: int64,
    type: text,
    title: text,
    message: text,
    data: optional(nullable(record)),
    channels: notificationChannels,
    readAt: nullable(time),
    createdAt: time,
  },
  { type: 'notification_type' },
)

/**
 * What sending a notification takes.
 *
 * @example
 * ```ts
 * import { sendNotificationModel } from '@veza/protocol'
 *
 * console.log(sendNotificationModel.write({ userId: 7, title: 'Live', message: 'Ada is on air', type: 'stream_live' }))
 * ```
 */
export const sendNotificationModel: Model<SendNotification> = model<SendNotification>(
  'notification',
  {
    userId: int64,
    title: nonEmptyText,
    message: nonEmptyText,
    type: optional(nonEmptyText),
    data: optional(record),
    channels: optional(notificationChannels),
  },
  { type: 'notification_type' },
)

/**
 * How many notifications are unread, on the wire and here.
 *
 * @example
 * ```ts
 * import { unreadCountModel } from '@veza/protocol'
 *
 * console.log(unreadCountModel.read({ count: 3 }).count) // 3
 * ```
 */
export const unreadCountModel: Model<UnreadCount> = model<UnreadCount>('unread count', { count: int64 })
