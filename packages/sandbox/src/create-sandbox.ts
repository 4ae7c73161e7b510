import { openApiDocument } from '@veza/protocol/openapi'
import { Validator } from '@veza/protocol/schema'
import { application } from './application.ts'
import { RoomChat } from './chat/room-chat.ts'
import { memoryContentStore } from './content/memory-content-store.ts'
import { control } from './control.ts'
import { issueKey } from './data/issue-key.ts'
import { mulberry32 } from './data/mulberry32.ts'
import { seededStore } from './data/store.ts'
import { type Connection, noConnection } from './faults/connection.ts'
import { FaultBook } from './faults/fault-book.ts'
import { faultSyntax, parseFault } from './faults/parse-fault.ts'
import { withFault } from './faults/with-fault.ts'
import { checkOptions, type SandboxOptions } from './options.ts'
import { crossOrigin } from './protect/cross-origin.ts'
import { RealtimeHub } from './realtime/realtime-hub.ts'
import { realtimeSettings } from './realtime/realtime-options.ts'
import { Rooms } from './realtime/rooms.ts'
import { TicketBook } from './realtime/ticket-book.ts'
import { RequestLog } from './request-log.ts'
import { ApiFailure } from './routes/api-failure.ts'
import type { Sandbox } from './sandbox.ts'
import { platformWebhooks } from './webhooks/platform-webhooks.ts'

/**
 * Makes the Veza platform in this process: every REST route with validation, permissions, paging, rate limits and
 * idempotency keys, and faults on demand. Its data live in memory and begin the same for the same seed.
 *
 * @param options - see {@link SandboxOptions}.
 * @throws TypeError when an option is wrong or unknown.
 * @example
 * ```ts
 * import { createSandbox } from '@veza/sandbox'
 *
 * const sandbox = createSandbox({ seed: 7 })
 * const headers = { authorization: `Bearer ${sandbox.apiKey}` }
 * const response = await sandbox.fetch(new Request('http://sandbox/v1/users/1', { headers }))
 * console.log(response.status, await response.json())
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  checkOptions(options)
  const { seed = 1, now = Date.now, idempotencyKeys = true, maxBodyBytes = 1024 * 1024 } = options
  const { rateLimit = { limit: 10_000, windowMs: 60_000 }, maxFileBytes = 2 ** 31, maxAgeMs = 0 } = options
  const { contentStore = memoryContentStore(), streamUrlSeparator = ':' } = options
  const store = seededStore(seed)
  const webhooks = platformWebhooks(seed, now, options.webhooks ?? {})
  const settings = realtimeSettings(options.realtime ?? {})
  // A generator of its own: who connects must not change which keys come next.
  const random = mulberry32(seed + 0x72_74)
  const rooms = new Rooms(settings, now, random)
  const platform = {
    store,
    now,
    validator: new Validator(),
    contentStore,
    streamUrlSeparator,
    webhooks,
    chat: new RoomChat(store, rooms, webhooks.sender, now),
    tickets: new TicketBook(random),
  }
  const app = application(platform, { idempotencyKeys, rateLimit, maxBodyBytes, maxFileBytes, maxAgeMs })
  const realtime = new RealtimeHub(platform, rooms, settings, random).control()
  const faults = new FaultBook(mulberry32(seed))
  const log = new RequestLog()

  async function answer(request: Request, connection: Connection, path: string): Promise<Response> {
    const asked = request.headers.get('x-veza-fault')
    const fault = asked === null ? faults.take(request.method, path.replace(/^\/v1/, '')) : parseFault(asked)
    if (asked !== null && fault === undefined) return unreadableFault()
    const handle = async () => app.fetch(request)
    return fault === undefined ? handle() : withFault(fault, request, connection, handle)
  }

  async function handle(request: Request, connection = noConnection()): Promise<Response> {
    const { origin, pathname, search } = new URL(request.url)
    if (pathname.startsWith('/_sandbox/')) return control(sandbox, request, pathname)
    if (pathname === '/openapi.json') return Response.json(openApiDocument(`${origin}/v1`))
    log.add(request, pathname + search)
    const response = await answer(request, connection, pathname)
    response.headers.set('x-request-id', requestId(request, log.total))
    if (idempotencyKeys) response.headers.set('idempotency-key-support', 'true')
    return response
  }

  const sandbox: Sandbox = {
    apiKey: store.rootKey.apiKey,
    issueKey: (given = {}) => issueKey(store, now(), given),
    faults,
    realtime,
    fetch: options.cors === true ? crossOrigin(handle) : handle,
    requests: () => log.last(),
    messageContents: () => store.messages.all().map((message) => String(message['content'])),
    webhooksSettled: () => webhooks.sender.settled(),
    close: () => webhooks.sender.close(),
    stats: () => ({
      requests: log.total,
      users: store.users.size,
      messages: store.messages.size,
      streams: store.streams.size,
      notifications: store.notifications.size,
      files: store.files.size,
    }),
  }
  return sandbox
}

/** The caller's own id where it is harmless to repeat, or a new one. */
function requestId(request: Request, number: number): string {
  const asked = request.headers.get('x-request-id')
  return asked !== null && /^[\w.-]{1,100}$/.test(asked) ? asked : `req_${number}`
}

function unreadableFault(): Response {
  return new ApiFailure(400, { code: 400, message: `Write X-Veza-Fault as ${faultSyntax}` }).toResponse()
}
