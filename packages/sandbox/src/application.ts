import { type Context, Hono } from 'hono'
import type { Presented } from './authorization/presented.ts'
import { anyone, type Principal } from './authorization/principal.ts'
import { validated } from './cache/validated.ts'
import { PendingUpload } from './content/pending-upload.ts'
import { receiveUpload } from './content/receive-upload.ts'
import { authenticate } from './protect/authenticate.ts'
import { bodyText } from './protect/body-text.ts'
import { IdempotencyRecords } from './protect/idempotency.ts'
import { type RateLimit, RateLimitCounter } from './protect/rate-limit.ts'
import { signer } from './protect/signed-url.ts'
import { analytics } from './routes/analytics.ts'
import { ApiFailure, guideFailure, settled } from './routes/api-failure.ts'
import { apiKeys } from './routes/api-keys.ts'
import { chat } from './routes/chat.ts'
import { files } from './routes/files.ts'
import { notifications } from './routes/notifications.ts'
import { realtimeTickets } from './routes/realtime-tickets.ts'
import type { Env, Platform, Route } from './routes/route.ts'
import { signIn } from './routes/sign-in.ts'
import { streams } from './routes/streams.ts'
import { users } from './routes/users.ts'
import { webhookDeliveries } from './routes/webhook-deliveries.ts'
import { webhooks } from './routes/webhooks.ts'

/** Every route of the platform. */
export const routes: readonly Route[] = [
  ...users,
  ...chat,
  ...streams,
  ...analytics,
  ...apiKeys,
  ...signIn,
  ...notifications,
  ...files,
  ...webhooks,
  ...webhookDeliveries,
  ...realtimeTickets,
]

/** What guards the routes. */
export interface Guards {
  readonly idempotencyKeys: boolean
  readonly rateLimit: RateLimit | false
  readonly maxBodyBytes: number
  readonly maxFileBytes: number
  /** How long answers to GET stay fresh, in milliseconds. */
  readonly maxAgeMs: number
}

/** The platform's REST API below `/v1`, as one Fetch handler. */
export function application(platform: Platform, guards: Guards): Hono<Env> {
  const app = new Hono<Env>().basePath('/v1')
  const limiter = guards.rateLimit === false ? undefined : new RateLimitCounter(guards.rateLimit)
  const records = guards.idempotencyKeys ? new IdempotencyRecords() : undefined

  for (const route of routes) {
    const answer = async (c: Context<Env>) => {
      const key = await callerOf(route, c, platform)
      const standing = limiter?.count(key.id, platform.now()) ?? {}
      c.set('key', key)
      const upload = await receive(route, c, platform, guards)
      try {
        // A failure is an outcome too: a repeat under the same idempotency key gets it again.
        const handle = async () => settled(() => route.handle(c, platform))
        const idempotencyKey = route.method === 'POST' ? c.req.header('idempotency-key') : undefined
        const response =
          records === undefined || idempotencyKey === undefined
            ? await handle()
            : await records.once(
                `${key.id} ${idempotencyKey}`,
                `${c.req.method} ${c.req.path} ${upload?.fingerprint ?? c.get('body')}`,
                platform.now(),
                handle,
              )
        for (const [name, value] of Object.entries(standing)) response.headers.set(name, value)
        if (route.method !== 'GET') return response
        setFreshness(response, route, guards.maxAgeMs)
        return validated(response, c.req.header('if-none-match'))
      } finally {
        await upload?.discard()
      }
    }
    app.on(route.method, route.path, answer)
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method)
    app.all(path, () => refuseMethod(methods))
  }
  app.notFound(() => guideFailure(404).toResponse())
  app.onError((error) => (error instanceof ApiFailure ? error : guideFailure(500)).toResponse())
  return app
}

async function callerOf(route: Route, c: Context<Env>, platform: Platform): Promise<Principal> {
  if (route.open === true) return anyone
  if (route.signed !== true)
    return authenticate(platform, c.req.header('authorization'), route.permission, presentedBy(c))
  const { expires = '', sig: signature = '' } = c.req.query()
  return signer(platform, { file: c.req.param('file') ?? '', expires, signature }, route.permission ?? '')
}

function presentedBy(c: Context<Env>): Presented {
  const proof = c.req.header('dpop')
  const certificate = c.env.connection?.certificate?.thumbprint
  return {
    method: c.req.method,
    url: c.req.url,
    ...(proof !== undefined && { proof }),
    ...(certificate !== undefined && { certificate }),
  }
}

/** Reads the body: a file into the content store, anything else as text. */
async function receive(route: Route, c: Context<Env>, platform: Platform, guards: Guards) {
  if (route.takes !== 'file') {
    const takesBody = route.method === 'POST' || route.method === 'PUT'
    c.set('body', takesBody ? await bodyText(c.req.raw, guards.maxBodyBytes) : '')
    return undefined
  }
  const { contentStore } = platform
  const upload = new PendingUpload(await receiveUpload(c.req.raw, contentStore, guards.maxFileBytes))
  c.set('upload', upload)
  return upload
}

/** Tells caches how long an answer holds, and that it is the key's owner's alone (RFC 9111). */
function setFreshness(response: Response, route: Route, maxAgeMs: number): void {
  if (!response.ok) return
  const fresh = `private, max-age=${Math.floor(maxAgeMs / 1000)}`
  response.headers.set('cache-control', route.cache ?? fresh)
  if (route.signed !== true) response.headers.set('vary', 'authorization')
}

function refuseMethod(allowed: readonly string[]): Response {
  const body = { success: false, message: 'Method not allowed', error_code: 'METHOD_NOT_ALLOWED' }
  return new ApiFailure(405, body, { allow: allowed.join(', ') }).toResponse()
}
