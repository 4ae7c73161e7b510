import {
  createWebhookEndpointModel,
  issuedWebhookEndpointModel,
  updateWebhookEndpointModel,
  webhookDeletionModel,
  webhookDeliveryModel,
  webhookEndpointModel,
} from '@veza/protocol/webhooks'
import type { Place, Series } from './series.ts'

/** Builders for endpoints and deliveries of webhooks. */
export function webhookBuilders(series: Series) {
  return {
    buildWebhookEndpoint: series.builder('buildWebhookEndpoint', webhookEndpointModel, endpointAt),
    buildIssuedWebhookEndpoint: series.builder(
      'buildIssuedWebhookEndpoint',
      issuedWebhookEndpointModel,
      (place) => ({
        ...endpointAt(place),
        secret: `whsec_${btoa(`webhook secret ${place.number}`.padEnd(33))}`,
      }),
    ),
    buildCreateWebhookEndpoint: series.builder(
      'buildCreateWebhookEndpoint',
      createWebhookEndpointModel,
      ({ number }) => fieldsOf(number),
    ),
    buildUpdateWebhookEndpoint: series.builder(
      'buildUpdateWebhookEndpoint',
      updateWebhookEndpointModel,
      ({ number }) => ({ ...fieldsOf(number), status: 'paused' as const }),
    ),
    buildWebhookDeletion: series.builder('buildWebhookDeletion', webhookDeletionModel, ({ number, at }) => ({
      confirmationToken: `del_${number}`,
      expiresAt: at,
    })),
    buildWebhookDelivery: series.builder('buildWebhookDelivery', webhookDeliveryModel, ({ number, at }) => ({
      id: number,
      webhookId: 1,
      eventId: `evt_${number}`,
      eventType: 'message.sent',
      status: 'delivered' as const,
      outcomes: ['HTTP 204'],
      responseStatus: 204,
      createdAt: at,
      lastAttemptAt: at,
      nextAttemptAt: null,
    })),
  }
}

function endpointAt({ number, at }: Place) {
  return {
    id: number,
    ...fieldsOf(number),
    status: 'active',
    etag: `"${number}-1"`,
    createdAt: at,
    updatedAt: at,
    previousSecretExpiresAt: null,
  }
}

function fieldsOf(number: number) {
  return {
    url: `http://127.0.0.1/webhooks/${number}`,
    events: ['message.sent'],
    format: 'standard',
    description: null,
  }
}
