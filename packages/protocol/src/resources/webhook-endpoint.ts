import type { VezaEventType } from '../events/veza-event.ts'
import {
  int64,
  list,
  nonEmptyText,
  nullable,
  type OpenEnum,
  openEnum,
  optional,
  text,
  time,
} from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** How the body of a webhook is written: the event whole, as a CloudEvent, or with the id of what it is about alone. */
export type WebhookFormat = OpenEnum<'standard' | 'cloudevents' | 'thin'>

/** Whether an endpoint is sent events. */
export type WebhookStatus = OpenEnum<'active' | 'paused'>

/** The name of an event to be told of; `*` stands for all. */
export type WebhookEventName = OpenEnum<VezaEventType | '*'>

/** Where the platform sends events (guide: "Gestion des Webhooks"). */
export interface WebhookEndpoint {
  readonly id: number
  readonly url: string
  readonly description?: string | null
  readonly events: readonly WebhookEventName[]
  readonly format: WebhookFormat
  readonly status: WebhookStatus
  /** Stands for this very state: an update that brings it changes nothing that somebody else has changed since. */
  readonly etag: string
  readonly createdAt: Date
  readonly updatedAt?: Date | null
  /** Until when webhooks are signed with the secret before the last rotation too. */
  readonly previousSecretExpiresAt?: Date | null
}

/** An endpoint at the moments the platform shows its secret: when it is created and when the secret is rotated. */
export interface IssuedWebhookEndpoint extends WebhookEndpoint {
  /** `whsec_…` */
  readonly secret: string
}

/** What it takes to create an endpoint. */
export interface CreateWebhookEndpoint {
  readonly url: string
  readonly events: readonly WebhookEventName[]
  /** @defaultValue 'standard' */
  readonly format?: WebhookFormat
  readonly description?: string | null
}

/** The fields of an endpoint to change; those left out stay as they are. */
export interface UpdateWebhookEndpoint extends Partial<CreateWebhookEndpoint> {
  readonly status?: WebhookStatus
}

/** What confirms that an endpoint is to be deleted. */
export interface WebhookDeletion {
  readonly confirmationToken: string
  readonly expiresAt: Date
}

const format = openEnum('standard', 'cloudevents', 'thin')
const status = openEnum('active', 'paused')
const endpoint = {
  id: int64,
  url: text,
  description: optional(nullable(text)),
  events: list(text),
  format,
  status,
  etag: text,
  createdAt: time,
  updatedAt: optional(nullable(time)),
  previousSecretExpiresAt: optional(nullable(time)),
} as const

/**
 * An endpoint for webhooks, without its secret (guide: "Gestion des Webhooks").
 *
 * @example
 * ```ts
 * import { webhookEndpointModel } from '@veza/protocol/webhooks'
 *
 * const endpoint = webhookEndpointModel.read({
 *   id: 1,
 *   url: 'https://example.com/webhooks',
 *   events: ['message.sent'],
 *   format: 'standard',
 *   status: 'active',
 *   etag: '"1-1"',
 *   created_at: '2024-01-01T12:00:00Z',
 * })
 * console.log(endpoint.createdAt.getUTCFullYear()) // 2024
 * ```
 */
export const webhookEndpointModel: Model<WebhookEndpoint> = model<WebhookEndpoint>('webhook', endpoint)

/**
 * An endpoint with its secret, when it is created or the secret rotated. Do not log it.
 *
 * @example
 * ```ts
 * import { issuedWebhookEndpointModel } from '@veza/protocol/webhooks'
 *
 * console.log('secret' in issuedWebhookEndpointModel.wireFields) // true
 * ```
 */
export const issuedWebhookEndpointModel: Model<IssuedWebhookEndpoint> = model<IssuedWebhookEndpoint>(
  'webhook',
  { ...endpoint, secret: nonEmptyText },
)

/**
 * What creating an endpoint takes (guide: "Gestion des Webhooks").
 *
 * @example
 * ```ts
 * import { createWebhookEndpointModel } from '@veza/protocol/webhooks'
 *
 * console.log(createWebhookEndpointModel.write({ url: 'https://example.com/webhooks', events: ['*'] }))
 * ```
 */
export const createWebhookEndpointModel: Model<CreateWebhookEndpoint> = model<CreateWebhookEndpoint>(
  'webhook',
  {
    url: nonEmptyText,
    events: list(nonEmptyText),
    format: optional(format),
    description: optional(nullable(text)),
  },
)

/**
 * What changing an endpoint takes (guide: "Modification d'un Webhook").
 *
 * @example
 * ```ts
 * import { updateWebhookEndpointModel } from '@veza/protocol/webhooks'
 *
 * console.log(updateWebhookEndpointModel.write({ status: 'paused' })) // { status: 'paused' }
 * ```
 */
export const updateWebhookEndpointModel: Model<UpdateWebhookEndpoint> = model<UpdateWebhookEndpoint>(
  'webhook',
  {
    url: optional(nonEmptyText),
    events: optional(list(nonEmptyText)),
    format: optional(format),
    description: optional(nullable(text)),
    status: optional(status),
  },
)

/**
 * What confirms a deletion (guide: "Suppression d'un Webhook").
 *
 * @example
 * ```ts
 * import { webhookDeletionModel } from '@veza/protocol/webhooks'
 *
 * const wire = { confirmation_token: 'del_1', expires_at: '2024-01-01T12:05:00Z' }
 * console.log(webhookDeletionModel.read(wire).confirmationToken) // del_1
 * ```
 */
export const webhookDeletionModel: Model<WebhookDeletion> = model<WebhookDeletion>('webhook deletion', {
  confirmationToken: nonEmptyText,
  expiresAt: time,
})
