import type { Operation } from './operation.ts'
import { analyticsOperations } from './operations/analytics.ts'
import { apiKeyOperations } from './operations/api-keys.ts'
import { chatOperations } from './operations/chat.ts'
import { fileOperations } from './operations/files.ts'
import { notificationOperations } from './operations/notifications.ts'
import { realtimeOperations } from './operations/realtime.ts'
import { signInOperations } from './operations/sign-in.ts'
import { streamOperations } from './operations/streams.ts'
import { userOperations } from './operations/users.ts'
import { webhookOperations } from './operations/webhooks.ts'

/**
 * Every operation of the REST API, as data.
 *
 * @example
 * ```ts
 * import { operations } from '@veza/protocol/openapi'
 *
 * for (const { method, path, permission } of operations) console.log(method, path, permission)
 * ```
 */
export const operations: readonly Operation[] = [
  ...userOperations,
  ...chatOperations,
  ...streamOperations,
  ...analyticsOperations,
  ...apiKeyOperations,
  ...signInOperations,
  ...notificationOperations,
  ...fileOperations,
  ...webhookOperations,
  ...realtimeOperations,
]
