import { webhookApiRoute } from '@veza/webhooks/next'
import { echoing } from '../../echoing.js'

export default webhookApiRoute(echoing())
