import { listedDelivery } from '../webhooks/delivery-log.ts'
import { guideFailure } from './api-failure.ts'
import { listAnswer } from './list-answer.ts'
import { idIn, type Route } from './route.ts'
import { webhookOf } from './webhooks.ts'

/** What was sent to endpoints, and sending it again (guide: "Suivi des Logs"). */
export const webhookDeliveries: readonly Route[] = [
  {
    method: 'POST',
    path: '/webhooks/:id/test',
    permission: 'write:webhooks',
    handle(c, platform) {
      const { sender } = platform.webhooks
      const webhook = webhookOf(c, platform)
      const event = sender.event('webhook.test', { id: webhook.id })
      return c.json(listedDelivery(sender.send(webhook, event)), 201)
    },
  },
  {
    method: 'GET',
    path: '/webhooks/:id/deliveries',
    permission: 'read:webhooks',
    cache: 'no-store',
    handle: (c, platform) =>
      listAnswer(c, platform.webhooks.sender.log.to(webhookOf(c, platform).id).map(listedDelivery)),
  },
  {
    method: 'POST',
    path: '/webhooks/deliveries/:id/redeliver',
    permission: 'write:webhooks',
    handle(c, { webhooks: { sender, registry } }) {
      const earlier = sender.log.get(idIn(c))
      const webhook = earlier && registry.get(earlier.webhookId)
      if (earlier === undefined || webhook === undefined) throw guideFailure(404)
      return c.json(listedDelivery(sender.send(webhook, earlier.event)), 201)
    },
  },
]
