import { webhookHandler } from '@veza/webhooks/next'
import { options } from '../../../src/listeners.ts'

export const POST = webhookHandler(options)
