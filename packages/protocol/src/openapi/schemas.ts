import type { FieldKind } from '../fields/field.ts'
import { realtimeTicketModel } from '../realtime/realtime-ticket.ts'
import { apiKeyModel, createApiKeyModel, issuedApiKeyModel } from '../resources/api-key.ts'
import { createLiveStreamModel, liveStreamModel, updateLiveStreamModel } from '../resources/live-stream.ts'
import { messageModel, sendMessageModel, updateMessageModel } from '../resources/message.ts'
import { metricsModel } from '../resources/metrics.ts'
import { notificationModel, sendNotificationModel, unreadCountModel } from '../resources/notification.ts'
import {
  notificationPreferencesModel,
  updateNotificationPreferencesModel,
} from '../resources/notification-preferences.ts'
import { reportModel } from '../resources/report.ts'
import { roomModel } from '../resources/room.ts'
import {
  refreshTokensModel,
  registerModel,
  signInModel,
  signInTokensModel,
  signOutModel,
} from '../resources/sign-in.ts'
import { storedFileModel } from '../resources/stored-file.ts'
import { createUserModel, updateUserModel, userModel } from '../resources/user.ts'
import { webhookDeliveryModel } from '../resources/webhook-delivery.ts'
import {
  createWebhookEndpointModel,
  issuedWebhookEndpointModel,
  updateWebhookEndpointModel,
  webhookDeletionModel,
  webhookEndpointModel,
} from '../resources/webhook-endpoint.ts'

/** What the platform sends, by the schemas' names. */
export const answers = {
  User: userModel,
  Room: roomModel,
  Message: messageModel,
  LiveStream: liveStreamModel,
  Metrics: metricsModel,
  Report: reportModel,
  ApiKey: apiKeyModel,
  IssuedApiKey: issuedApiKeyModel,
  SignInTokens: signInTokensModel,
  Notification: notificationModel,
  NotificationPreferences: notificationPreferencesModel,
  UnreadCount: unreadCountModel,
  StoredFile: storedFileModel,
  WebhookEndpoint: webhookEndpointModel,
  IssuedWebhookEndpoint: issuedWebhookEndpointModel,
  WebhookDeletion: webhookDeletionModel,
  WebhookDelivery: webhookDeliveryModel,
  RealtimeTicket: realtimeTicketModel,
} as const satisfies Readonly<Record<string, HasFields>>

/** What the platform takes, by the schemas' names. */
export const requests = {
  CreateUser: createUserModel,
  UpdateUser: updateUserModel,
  SendMessage: sendMessageModel,
  UpdateMessage: updateMessageModel,
  CreateLiveStream: createLiveStreamModel,
  UpdateLiveStream: updateLiveStreamModel,
  CreateApiKey: createApiKeyModel,
  Register: registerModel,
  SignIn: signInModel,
  RefreshTokens: refreshTokensModel,
  SignOut: signOutModel,
  SendNotification: sendNotificationModel,
  UpdateNotificationPreferences: updateNotificationPreferencesModel,
  CreateWebhookEndpoint: createWebhookEndpointModel,
  UpdateWebhookEndpoint: updateWebhookEndpointModel,
} as const satisfies Readonly<Record<string, HasFields>>

/** The name of a schema of the OpenAPI document. */
export type SchemaName = keyof typeof answers | keyof typeof requests

/** The part of a model that its schema is made from. */
export interface HasFields {
  readonly wireFields: Readonly<Record<string, FieldKind>>
}
