import { wrongOption } from '../options/wrong-option.ts'
import type { WebhookTransport } from './webhook-transport.ts'

/** Without Node.js nobody here can say which address a connection goes to: the caller must choose. */
export function defaultTransport(): WebhookTransport {
  throw wrongOption(
    'transport',
    'Pass fetchTransport(), where this runtime itself keeps requests out of private networks.',
  )
}
