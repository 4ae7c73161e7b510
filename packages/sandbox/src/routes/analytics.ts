import type { WireObject } from '@veza/protocol'
import type { Context } from 'hono'
import { invalidFields } from './api-failure.ts'
import { filtered, listAnswer } from './list-answer.ts'
import { type Env, type Route, timestamp } from './route.ts'

/** The platform's figures (guide: "Dashboard Analytics"). */
export const analytics: readonly Route[] = [
  {
    method: 'GET',
    path: '/analytics/metrics',
    permission: 'read:analytics',
    cache: 'no-store',
    handle: (c, platform) =>
      c.json({
        active_users: Math.ceil(platform.store.users.size / 3),
        messages_per_hour: platform.store.messages.size,
        system_status: 'healthy',
        measured_at: timestamp(platform),
      }),
  },
  {
    method: 'GET',
    path: '/analytics/reports',
    permission: 'read:analytics',
    handle(c, { store }) {
      const from = instant(c, 'from') ?? Number.NEGATIVE_INFINITY
      const to = instant(c, 'to') ?? Number.POSITIVE_INFINITY
      const within = (report: WireObject) =>
        Date.parse(String(report['from'])) >= from && Date.parse(String(report['to'])) <= to
      return listAnswer(c, filtered(c, store.reports.all(), 'type').filter(within))
    },
  },
]

function instant(c: Context<Env>, name: string): number | undefined {
  const text = c.req.query(name)
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (!Number.isNaN(time)) return time
  throw invalidFields([
    { field: name, code: 'VALIDATION_INVALID_FORMAT', message: 'should be an RFC 3339 time' },
  ])
}
