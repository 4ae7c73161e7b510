export type { ErrorBody, FieldError } from './envelopes/read-error.ts'
export { readError } from './envelopes/read-error.ts'
export type { ListPage } from './envelopes/read-list.ts'
export { readList } from './envelopes/read-list.ts'
export { readOne } from './envelopes/read-one.ts'
export { readEvent, writeEvent } from './events/read-event.ts'
export type {
  KnownVezaEvent,
  UnknownVezaEvent,
  VezaEvent,
  VezaEventData,
  VezaEventType,
} from './events/veza-event.ts'
export { eventModels } from './events/veza-event.ts'
export type { VezaEventResult } from './events/veza-events.ts'
export { vezaEvents } from './events/veza-events.ts'
export type { FieldKind, OpenEnum } from './fields/field.ts'
export type { Column, Model, WireObject } from './model/model.ts'
export { snakeCase } from './model/model.ts'
export type { ApiKey, CreateApiKey, IssuedApiKey } from './resources/api-key.ts'
export { apiKeyModel, createApiKeyModel, issuedApiKeyModel } from './resources/api-key.ts'
export type {
  CreateLiveStream,
  LiveStream,
  LiveStreamStatus,
  LiveStreamVisibility,
  UpdateLiveStream,
} from './resources/live-stream.ts'
export { createLiveStreamModel, liveStreamModel, updateLiveStreamModel } from './resources/live-stream.ts'
export type { Membership } from './resources/membership.ts'
export { membershipModel } from './resources/membership.ts'
export type { Message, MessageType, SendMessage, UpdateMessage } from './resources/message.ts'
export { messageModel, sendMessageModel, updateMessageModel } from './resources/message.ts'
export type { Metrics } from './resources/metrics.ts'
export { metricsModel } from './resources/metrics.ts'
export type {
  Notification,
  NotificationChannel,
  SendNotification,
  UnreadCount,
} from './resources/notification.ts'
export { notificationModel, sendNotificationModel, unreadCountModel } from './resources/notification.ts'
export type {
  NotificationPreferences,
  UpdateNotificationPreferences,
} from './resources/notification-preferences.ts'
export {
  notificationPreferencesModel,
  updateNotificationPreferencesModel,
} from './resources/notification-preferences.ts'
export type { Report } from './resources/report.ts'
export { reportModel } from './resources/report.ts'
export type { Room } from './resources/room.ts'
export { roomModel } from './resources/room.ts'
export type { Signal } from './resources/signal.ts'
export { signalModel } from './resources/signal.ts'
export type { StoredFile } from './resources/stored-file.ts'
export { storedFileModel } from './resources/stored-file.ts'
export type { CreateUser, UpdateUser, User } from './resources/user.ts'
export { createUserModel, updateUserModel, userModel } from './resources/user.ts'
