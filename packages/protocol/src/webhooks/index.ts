export type { WebhookDelivery, WebhookDeliveryStatus } from '../resources/webhook-delivery.ts'
export { webhookDeliveryModel } from '../resources/webhook-delivery.ts'
export type {
  CreateWebhookEndpoint,
  IssuedWebhookEndpoint,
  UpdateWebhookEndpoint,
  WebhookDeletion,
  WebhookEndpoint,
  WebhookEventName,
  WebhookFormat,
  WebhookStatus,
} from '../resources/webhook-endpoint.ts'
export {
  createWebhookEndpointModel,
  issuedWebhookEndpointModel,
  updateWebhookEndpointModel,
  webhookDeletionModel,
  webhookEndpointModel,
} from '../resources/webhook-endpoint.ts'
