import type {
  ApiKey,
  CreateApiKey,
  CreateLiveStream,
  CreateUser,
  IssuedApiKey,
  LiveStream,
  Membership,
  Message,
  Metrics,
  Notification,
  NotificationPreferences,
  Report,
  Room,
  SendMessage,
  SendNotification,
  Signal,
  StoredFile,
  UnreadCount,
  UpdateLiveStream,
  UpdateMessage,
  UpdateNotificationPreferences,
  UpdateUser,
  User,
} from '@veza/protocol'
import type {
  CreateWebhookEndpoint,
  IssuedWebhookEndpoint,
  UpdateWebhookEndpoint,
  WebhookDeletion,
  WebhookDelivery,
  WebhookEndpoint,
} from '@veza/protocol/webhooks'
import { checkOptions } from '@veza/resilience/options'
import { analyticsBuilders } from './analytics-builders.ts'
import { apiKeyBuilders } from './api-key-builders.ts'
import type { Builder } from './builder.ts'
import { chatBuilders } from './chat-builders.ts'
import { eventBuilders } from './event-builders.ts'
import { fileBuilders } from './file-builders.ts'
import { notificationBuilders } from './notification-builders.ts'
import { Series } from './series.ts'
import { streamBuilders } from './stream-builders.ts'
import { userBuilders } from './user-builders.ts'
import { webhookBuilders } from './webhook-builders.ts'

/** Options of {@link vezaBuilders}. */
export interface BuilderOptions {
  /** The first id of each kind. @defaultValue 1 */
  readonly firstId?: number
  /** The date of the first of each kind; each later one is a minute younger. @defaultValue the start of 2026, UTC */
  readonly from?: Date
}

/** One builder for each model of the platform, also for what its calls take. */
export interface VezaBuilders {
  readonly buildUser: Builder<User>
  readonly buildCreateUser: Builder<CreateUser>
  readonly buildUpdateUser: Builder<UpdateUser>
  readonly buildRoom: Builder<Room>
  readonly buildMessage: Builder<Message>
  readonly buildSendMessage: Builder<SendMessage>
  readonly buildUpdateMessage: Builder<UpdateMessage>
  readonly buildLiveStream: Builder<LiveStream>
  readonly buildCreateLiveStream: Builder<CreateLiveStream>
  readonly buildUpdateLiveStream: Builder<UpdateLiveStream>
  readonly buildApiKey: Builder<ApiKey>
  readonly buildIssuedApiKey: Builder<IssuedApiKey>
  readonly buildCreateApiKey: Builder<CreateApiKey>
  readonly buildMetrics: Builder<Metrics>
  readonly buildReport: Builder<Report>
  readonly buildNotification: Builder<Notification>
  readonly buildSendNotification: Builder<SendNotification>
  readonly buildUnreadCount: Builder<UnreadCount>
  readonly buildNotificationPreferences: Builder<NotificationPreferences>
  readonly buildUpdateNotificationPreferences: Builder<UpdateNotificationPreferences>
  readonly buildStoredFile: Builder<StoredFile>
  readonly buildWebhookEndpoint: Builder<WebhookEndpoint>
  readonly buildIssuedWebhookEndpoint: Builder<IssuedWebhookEndpoint>
  readonly buildCreateWebhookEndpoint: Builder<CreateWebhookEndpoint>
  readonly buildUpdateWebhookEndpoint: Builder<UpdateWebhookEndpoint>
  readonly buildWebhookDeletion: Builder<WebhookDeletion>
  readonly buildWebhookDelivery: Builder<WebhookDelivery>
  readonly buildMembership: Builder<Membership>
  readonly buildSignal: Builder<Signal>
}

/**
 * Builders for every model, with counters of their own: the same ids and dates in the same order, whatever other tests
 * build. Nothing is left to chance.
 *
 * @param options - see {@link BuilderOptions}.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 * @example
 * ```ts
 * import { vezaBuilders } from '@veza/testing/without-msw'
 *
 * const { buildUser, buildMessage } = vezaBuilders()
 * const ada = buildUser({ username: 'ada' })
 * const messages = buildMessage.many(3, (index) => ({ userId: ada.id, content: `Hello ${index}` }))
 * console.log(ada.id, ada.createdAt, messages.map(({ id }) => id)) // 1, a Date, [1, 2, 3]
 * console.log(buildUser.wire()) // { id: 2, username: 'user_2', created_at: '2026-01-01T00:01:00.000Z', … }
 * ```
 */
export function vezaBuilders(options: BuilderOptions = {}): VezaBuilders {
  checkOptions('vezaBuilders', options, {
    firstId: (value) =>
      Number.isSafeInteger(value) && Number(value) >= 1 ? undefined : 'Write a whole number, 1 or more.',
    from: (value) =>
      value instanceof Date && !Number.isNaN(value.getTime()) ? undefined : 'Pass a valid Date.',
  })
  const { firstId = 1, from = new Date(Date.UTC(2026, 0, 1)) } = options
  const series = new Series(firstId, from)
  return {
    ...userBuilders(series),
    ...chatBuilders(series),
    ...streamBuilders(series),
    ...apiKeyBuilders(series),
    ...analyticsBuilders(series),
    ...notificationBuilders(series),
    ...fileBuilders(series),
    ...webhookBuilders(series),
    ...eventBuilders(series),
  }
}
