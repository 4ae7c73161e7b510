export type {
  Authenticator,
  AuthRequest,
  CacheEntry,
  CacheOptions,
  CacheStore,
  CallOptions,
  Credential,
  Download,
  DownloadInfo,
  DownloadOptions,
  Histogram,
  HttpMethod,
  HttpOptions,
  HttpRequest,
  HttpResponse,
  HttpRetryOptions,
  Middleware,
  Next,
  Page,
  Payload,
  PoolOptions,
  Progress,
  Rejection,
  RequestSpec,
  ResponseHeaders,
  ResponseInfo,
  Result,
  ResumePoint,
  Stats,
  Transport,
  TransportRequest,
  TransportResponse,
  Validation,
  WithResponse,
} from '@veza/http'
export { Call, Pages } from '@veza/http'
export type { UploadContent, UploadSource } from '@veza/http/uploads'
export type {
  ApiKey,
  CreateApiKey,
  CreateLiveStream,
  CreateUser,
  LiveStream,
  LiveStreamStatus,
  LiveStreamVisibility,
  Message,
  MessageType,
  Metrics,
  Notification,
  NotificationChannel,
  NotificationPreferences,
  Report,
  Room,
  SendMessage,
  SendNotification,
  StoredFile,
  UpdateLiveStream,
  UpdateMessage,
  UpdateNotificationPreferences,
  UpdateUser,
  User,
} from '@veza/protocol'
export type {
  CreateWebhookEndpoint,
  UpdateWebhookEndpoint,
  WebhookDeletion,
  WebhookDelivery,
  WebhookDeliveryStatus,
  WebhookEndpoint,
  WebhookEventName,
  WebhookFormat,
  WebhookStatus,
} from '@veza/protocol/webhooks'
export type {
  ClosedInfo,
  GapEvent,
  MessageEvent,
  RealtimeClient,
  RealtimeEvent,
  RealtimeEventOf,
  RealtimeRoom,
  RealtimeState,
  RoomEvent,
  SentMessage,
} from '@veza/realtime'
export type { Clock, Logger, RetryPolicy, Tracer } from '@veza/resilience'
export {
  AbortError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  InvalidRequestError,
  InvalidResponseError,
  isVezaError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  VezaError,
} from '@veza/resilience'
export { Secret } from '@veza/resilience/secrets'
export type { VezaOptions } from './options/veza-options.ts'
export type { ConnectOptions } from './realtime/connect-live.ts'
export type { Realtime } from './realtime/realtime.ts'
export type { Analytics, ListReports } from './resources/analytics.ts'
export type { ApiKeys, NewApiKey } from './resources/api-keys.ts'
export type { Chat } from './resources/chat.ts'
export type { Files, ListFiles } from './resources/files.ts'
export type { ListOptions, PagedOptions } from './resources/list-options.ts'
export type { ListMessages, Messages } from './resources/messages.ts'
export type { NotificationSettings } from './resources/notification-settings.ts'
export type { ListNotifications, Notifications } from './resources/notifications.ts'
export type { ListRooms, Rooms } from './resources/rooms.ts'
export type { ListStreams, Streams } from './resources/streams.ts'
export type { ListUsers, Users } from './resources/users.ts'
export type { Webhooks } from './resources/webhooks.ts'
export { signStreamUrl } from './signing/sign-stream-url.ts'
export type { SignStreamUrlOptions, StreamUrlOptions } from './signing/signed-stream-url.ts'
export type { VerifiedStreamUrl, VerifyStreamUrlOptions } from './signing/verified-stream-url.ts'
export { verifyStreamUrl } from './signing/verify-stream-url.ts'
export type { UploadFile } from './uploads/upload-file.ts'
export { Veza } from './veza.ts'
export type { DeleteWebhook, NewWebhookEndpoint, UpdateWebhook } from './webhooks/webhook-calls.ts'
