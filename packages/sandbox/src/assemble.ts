import { openApiDocument } from '@veza/protocol/openapi'
import { Validator } from '@veza/protocol/schema'
import { application } from './application.ts'
import { Accounts, seededPassword } from './authorization/accounts.ts'
import { type AuthorizationServer, isAuthorizationPath } from './authorization/authorization-server.ts'
import { DpopNonces } from './authorization/dpop-nonces.ts'
import { DpopProofs } from './authorization/dpop-proofs.ts'
import { platformClock } from './authorization/platform-clock.ts'
import { SignInSessions } from './authorization/sign-in-sessions.ts'
import { SigningKeys } from './authorization/signing-keys.ts'
import { tokenPolicy } from './authorization/token-options.ts'
import { RoomChat } from './chat/room-chat.ts'
import { memoryContentStore } from './content/memory-content-store.ts'
import { control } from './control.ts'
import { issueKey } from './data/issue-key.ts'
import { mulberry32 } from './data/mulberry32.ts'
import { seededStore } from './data/seeded-store.ts'
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
import { ApiFailure, guideFailure, settled } from './routes/api-failure.ts'
import type { Platform } from './routes/route.ts'
import type { Sandbox } from './sandbox.ts'
import { platformWebhooks } from './webhooks/platform-webhooks.ts'

/** What an authorization server needs to know of the platform. */
export type PlatformBase = Omit<Platform, 'authorizationServer'>

/** Makes the authorization server of a platform. */
export type MakeAuthorizationServer = (platform: PlatformBase) => AuthorizationServer

/**
 * Puts a sandbox together.
 *
 * @param makeAuthorizationServer - without it, the platform issues no tokens but by password.
 * @throws TypeError when an option is wrong or unknown.
 */
export function assemble(
  options: SandboxOptions,
  makeAuthorizationServer?: MakeAuthorizationServer,
): Sandbox {
  checkOptions(options)
  const { seed = 1, idempotencyKeys = true, maxBodyBytes = 1024 * 1024 } = options
  const { rateLimit = { limit: 10_000, windowMs: 60_000 }, maxFileBytes = 2 ** 31, maxAgeMs = 0 } = options
  const { rooms, settings, random, clock, ...base } = platformBase(options, seed)
  const { store, webhooks } = base
  const authorizationServer = makeAuthorizationServer?.(base)
  const platform: Platform = { ...base, authorizationServer }
  const realtime = new RealtimeHub(platform, rooms, settings, random).control()
  const app = application(platform, { idempotencyKeys, rateLimit, maxBodyBytes, maxFileBytes, maxAgeMs })
  const faults = new FaultBook(mulberry32(seed))
  const log = new RequestLog()

  async function answer(request: Request, connection: Connection, path: string): Promise<Response> {
    const asked = request.headers.get('x-veza-fault')
    const fault = asked === null ? faults.take(request.method, path.replace(/^\/v1/, '')) : parseFault(asked)
    if (asked !== null && fault === undefined) return unreadableFault()
    const handle = async () => {
      if (!isAuthorizationPath(path)) return app.fetch(request, { connection })
      if (authorizationServer === undefined) return guideFailure(404).toResponse()
      return settled(() => authorizationServer.fetch(request, connection))
    }
    return fault === undefined ? handle() : withFault(fault, request, connection, handle)
  }

  async function handle(request: Request, connection = noConnection()): Promise<Response> {
    const { origin, pathname, search } = new URL(request.url)
    if (pathname.startsWith('/_sandbox/')) return control({ sandbox, authorizationServer }, request, pathname)
    if (pathname === '/openapi.json') return Response.json(openApiDocument(`${origin}/v1`))
    log.add(request, pathname + search)
    const response = await answer(request, connection, pathname)
    response.headers.set('x-request-id', requestId(request, log.total))
    response.headers.set('date', new Date(base.now()).toUTCString())
    if (idempotencyKeys) response.headers.set('idempotency-key-support', 'true')
    return response
  }

  const sandbox: Sandbox = {
    apiKey: store.rootKey.apiKey,
    username: String(store.users.get(1)?.['username']),
    password: seededPassword,
    clock,
    issueKey: (given = {}) => issueKey(store, base.now(), given),
    addSigningKey: (registration) => base.signingKeys.add(registration),
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

function platformBase(options: SandboxOptions, seed: number) {
  const { contentStore = memoryContentStore(), streamUrlSeparator = ':' } = options
  const clock = platformClock(options.now ?? Date.now, options.clockOffsetMs ?? 0)
  const now = () => clock.now()
  const store = seededStore(seed)
  const tokens = tokenPolicy(options.tokens ?? {})
  const webhooks = platformWebhooks(seed, now, options.webhooks ?? {})
  const settings = realtimeSettings(options.realtime ?? {})
  // A generator of its own: who connects must not change which keys come next.
  const random = mulberry32(seed + 0x72_74)
  const rooms = new Rooms(settings, now, random)
  return {
    rooms,
    settings,
    random,
    store,
    clock,
    now,
    validator: new Validator(),
    contentStore,
    streamUrlSeparator,
    webhooks,
    chat: new RoomChat(store, rooms, webhooks.sender, now),
    tickets: new TicketBook(random),
    accounts: new Accounts(store.users, now),
    sessions: new SignInSessions(tokens, now),
    signingKeys: new SigningKeys(options.signingKeys ?? []),
    tokens,
    dpopProofs: new DpopProofs(now),
    dpopNonces: new DpopNonces(now),
  }
}

/** The caller's own id where it is harmless to repeat, or a new one. */
function requestId(request: Request, number: number): string {
  const asked = request.headers.get('x-request-id')
  return asked !== null && /^[\w.-]{1,100}$/.test(asked) ? asked : `req_${number}`
}

function unreadableFault(): Response {
  return new ApiFailure(400, { code: 400, message: `Write X-Veza-Fault as ${faultSyntax}` }).toResponse()
}
