import { eventModels, type WireObject } from '@veza/protocol'
import { createWebhookEndpointModel, updateWebhookEndpointModel } from '@veza/protocol/webhooks'
import type { Context } from 'hono'
import { destinationFault } from '../webhooks/destination.ts'
import { etagOf, issuedWebhook, listedWebhook, type StoredWebhook } from '../webhooks/stored-webhook.ts'
import { holds, type WebhookFields } from '../webhooks/webhook-registry.ts'
import { codedFailure, type FieldFailure, guideFailure, invalidFields } from './api-failure.ts'
import { listAnswer } from './list-answer.ts'
import { readBody } from './read-body.ts'
import { type Env, idIn, type Platform, type Route, timestamp } from './route.ts'

const path = '/webhooks'
const read = 'read:webhooks'
const write = 'write:webhooks'

/** Endpoints for webhooks (guide: "Gestion des Webhooks"). */
export const webhooks: readonly Route[] = [
  {
    method: 'GET',
    path,
    permission: read,
    handle: (c, { webhooks }) => listAnswer(c, webhooks.registry.all().map(listedWebhook)),
  },
  {
    method: 'POST',
    path,
    permission: write,
    handle(c, platform) {
      const fields = fieldsIn(readBody(c, platform, createWebhookEndpointModel), platform)
      const { url = '', events = [] } = fields
      const made = platform.webhooks.registry.create({ ...fields, url, events }, timestamp(platform))
      return c.json(issuedWebhook(made), 201, { etag: etagOf(made) })
    },
  },
  {
    method: 'GET',
    path: `${path}/:id`,
    permission: read,
    handle: (c, platform) => answer(c, webhookOf(c, platform)),
  },
  {
    method: 'PUT',
    path: `${path}/:id`,
    permission: write,
    handle(c, platform) {
      const fields = fieldsIn(readBody(c, platform, updateWebhookEndpointModel), platform)
      const webhook = webhookOf(c, platform)
      // Where it is as wanted already, a repeat of what was done once must not look like a clash (RFC 9110, 13.1.1).
      if (!matches(c.req.header('if-match'), webhook) && !holds(webhook, fields)) {
        throw codedFailure(412, 'CONFLICT', 'The webhook has changed in between')
      }
      return answer(c, platform.webhooks.registry.update(webhook, fields, timestamp(platform)))
    },
  },
  {
    method: 'POST',
    path: `${path}/:id/deletion`,
    permission: write,
    handle(c, platform) {
      const { registry } = platform.webhooks
      const { token, expiresAt } = registry.requestDeletion(webhookOf(c, platform), platform.now())
      return c.json({ confirmation_token: token, expires_at: new Date(expiresAt).toISOString() }, 201)
    },
  },
  {
    method: 'DELETE',
    path: `${path}/:id`,
    permission: write,
    handle(c, platform) {
      const webhook = webhookOf(c, platform)
      const token = c.req.header('x-confirmation-token')
      if (token === undefined) throw codedFailure(428, 'CONFLICT', 'Send X-Confirmation-Token')
      if (!platform.webhooks.registry.delete(webhook, token, platform.now())) {
        throw codedFailure(412, 'CONFLICT', 'The confirmation token is of another deletion, or has expired')
      }
      platform.webhooks.sender.log.forget(webhook.id)
      return c.body(null, 204)
    },
  },
  {
    method: 'POST',
    path: `${path}/:id/rotate-secret`,
    permission: write,
    handle(c, platform) {
      const rotated = platform.webhooks.registry.rotate(webhookOf(c, platform), platform.now())
      return c.json(issuedWebhook(rotated), 201, { etag: etagOf(rotated) })
    },
  },
]

/** The endpoint in a path. */
export function webhookOf(c: Context<Env>, { webhooks }: Platform): StoredWebhook {
  const webhook = webhooks.registry.get(idIn(c))
  if (webhook === undefined) throw guideFailure(404)
  return webhook
}

function answer(c: Context<Env>, webhook: StoredWebhook): Response {
  return c.json(listedWebhook(webhook), 200, { etag: etagOf(webhook) })
}

function matches(ifMatch: string | undefined, webhook: StoredWebhook): boolean {
  return ifMatch === undefined || ifMatch.trim() === '*' || tagsIn(ifMatch).includes(etagOf(webhook))
}

/** Strong tags only: a weak one says nothing of the very state. */
function tagsIn(ifMatch: string): readonly string[] {
  return ifMatch.split(',').map((tag) => tag.trim())
}

function fieldsIn(wire: WireObject, { webhooks }: Platform): WebhookFields {
  const fields: WebhookFields = wire
  const failures: FieldFailure[] = []
  const refuse = (field: string, message: string) =>
    failures.push({ field, code: 'VALIDATION_INVALID_FORMAT', message })
  const fault = fields.url === undefined ? undefined : destinationFault(fields.url, webhooks.allowAnyHost)
  if (fault !== undefined) refuse('url', fault)
  if (fields.events?.length === 0) refuse('events', 'should name one event or more, or "*"')
  if (fields.events?.some((name) => name !== '*' && !Object.hasOwn(eventModels, name))) {
    refuse('events', `should be "*" or some of ${Object.keys(eventModels).join(', ')}`)
  }
  if (failures.length > 0) throw invalidFields(failures)
  return fields
}
