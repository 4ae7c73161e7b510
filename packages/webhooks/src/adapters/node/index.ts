export type { ErrorContext, HandlerOptions, RequestHead, Tenant } from '../../handle/handler-options.ts'
export type {
  EventName,
  EventNamed,
  ListenerResult,
  ReceivedWebhook,
  WebhookListener,
  WebhookListeners,
  WebhookReply,
} from '../../handle/webhook-listener.ts'
export { retryLater, unsubscribe } from '../../handle/webhook-listener.ts'
export type {
  ConnectTarget,
  ConnectTcp,
  GuardedTransportOptions,
  ResolveHost,
} from '../../node/egress/guarded-options.ts'
export { guardedTransport } from '../../node/egress/guarded-transport.ts'
export type { WebhookHandler } from './webhook-handler.ts'
export { webhookHandler } from './webhook-handler.ts'
