import { webhookHandler } from '@veza/webhooks/next'
import { echoing } from '../../echoing.js'

export const POST = webhookHandler(echoing(2_000_000))
