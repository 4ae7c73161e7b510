import { webhookApiRoute } from '@veza/webhooks/next'
import { options } from '../../../src/listeners.ts'

export const config = { api: { bodyParser: false } }
export default webhookApiRoute(options)
