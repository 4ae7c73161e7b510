import { Hono } from 'hono'
import { authenticate } from './protect/authenticate.ts'
import { bodyText } from './protect/body-text.ts'
import { IdempotencyRecords } from './protect/idempotency.ts'
import { type RateLimit, RateLimitCounter } from './protect/rate-limit.ts'
import { analytics } from './routes/analytics.ts'
import { ApiFailure, guideFailure } from './routes/api-failure.ts'
import { apiKeys } from './routes/api-keys.ts'
import { chat } from './routes/chat.ts'
import type { Env, Platform, Route } from './routes/route.ts'
import { streams } from './routes/streams.ts'
import { users } from './routes/users.ts'

const routes: readonly Route[] = [...users, ...chat, ...streams, ...analytics, ...apiKeys]

/** What guards the routes. */
export interface Guards {
  readonly idempotencyKeys: boolean
  readonly rateLimit: RateLimit | false
  readonly maxBodyBytes: number
}

/** The platform's REST API below `/v1`, as one Fetch handler. */
export function application(platform: Platform, guards: Guards): Hono<Env> {
  const app = new Hono<Env>().basePath('/v1')
  const limiter = guards.rateLimit === false ? undefined : new RateLimitCounter(guards.rateLimit)
  const records = guards.idempotencyKeys ? new IdempotencyRecords() : undefined

  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      const key = authenticate(platform, c.req.header('authorization'), route.permission)
      const standing = limiter?.count(key.id, platform.now()) ?? {}
      c.set('key', key)
      const takesBody = route.method === 'POST' || route.method === 'PUT'
      c.set('body', takesBody ? await bodyText(c.req.raw, guards.maxBodyBytes) : '')
      const idempotencyKey = route.method === 'POST' ? c.req.header('idempotency-key') : undefined
      const handle = async () => settled(() => route.handle(c, platform))
      const response =
        records === undefined || idempotencyKey === undefined
          ? await handle()
          : await records.once(
              `${key.id} ${idempotencyKey}`,
              `${c.req.method} ${c.req.path} ${c.get('body')}`,
              platform.now(),
              handle,
            )
      for (const [name, value] of Object.entries(standing)) response.headers.set(name, value)
      return response
    })
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method)
    app.all(path, () => refuseMethod(methods))
  }
  app.notFound(() => guideFailure(404).toResponse())
  app.onError((error) => (error instanceof ApiFailure ? error : guideFailure(500)).toResponse())
  return app
}

/** A failure is an outcome too: a repeat under the same idempotency key gets it again. */
async function settled(handle: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await handle()
  } catch (error) {
    if (error instanceof ApiFailure) return error.toResponse()
    throw error
  }
}

function refuseMethod(allowed: readonly string[]): Response {
  const body = { success: false, message: 'Method not allowed', error_code: 'METHOD_NOT_ALLOWED' }
  return new ApiFailure(405, body, { allow: allowed.join(', ') }).toResponse()
}
