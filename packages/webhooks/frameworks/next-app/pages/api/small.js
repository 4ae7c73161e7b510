import { webhookApiRoute } from '@veza/webhooks/next'
import { echoing } from '../../echoing.js'

export const config = { api: { bodyParser: false } }
export default webhookApiRoute(echoing())
