import { createHmac } from 'node:crypto'
import { createSandbox, type Sandbox, type SandboxOptions } from '@veza/sandbox'

/** What is sent to an operation. */
export interface Sending {
  /** Values of the path's parameters. */
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: string
  /** A JSON body; `form`: a form with a file. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** For each operation, something that succeeds on a fresh sandbox. */
export const succeeding: Readonly<Record<string, Sending>> = {
  listUsers: { query: 'page=2&limit=10&role=user&search=a' },
  getUser: { params: { id: 1 } },
  createUser: { body: { email: 'new@example.com', username: 'new', roles: ['user'] } },
  updateUser: { params: { id: 1 }, body: { last_name: null } },
  deleteUser: { params: { id: 2 } },
  listRooms: { query: 'type=public' },
  listRoomMessages: { params: { id: 1 }, query: 'before_id=100&limit=5' },
  listMessages: { query: 'room_id=1' },
  sendMessage: { body: { room_id: 1, content: 'Hello', metadata: { a: 1 }, reply_to_id: 1 } },
  updateMessage: { params: { id: 1 }, body: { content: 'Changed' } },
  deleteMessage: { params: { id: 1 } },
  listStreams: { query: 'status=live&user_id=1' },
  getStream: { params: { id: 1 } },
  createStream: { body: { title: 'T', visibility: 'public' } },
  updateStream: { params: { id: 1 }, body: { status: 'ended' } },
  deleteStream: { params: { id: 1 } },
  playStream: { params: { file: 'jingle.wav' } },
  getMetrics: {},
  listReports: { query: 'type=users&from=2026-01-01T00:00:00Z' },
  listApiKeys: {},
  createApiKey: { body: { name: 'K', permissions: ['read:users'], expires_at: '2030-01-01T00:00:00Z' } },
  revokeApiKey: { params: { id: 1 } },
  rotateApiKey: { params: { id: 1 } },
  register: { body: { email: 'new@example.com', username: 'new', password: 'correct horse' } },
  signIn: { body: { username: 'ken_1', password: 'veza-sandbox' } },
  refreshTokens: { body: { refresh_token: 'vrt_1' } },
  signOut: { body: {} },
  getMe: {},
  listNotifications: { query: 'offset=2&limit=5&unread_only=true' },
  sendNotification: { body: { user_id: 1, title: 'T', message: 'M', channels: ['email'] } },
  countUnreadNotifications: {},
  getNotificationPreferences: {},
  updateNotificationPreferences: { body: { channels: ['push'], muted_types: ['new_like'] } },
  markNotificationRead: { params: { id: 1 } },
  listFiles: { query: 'name=welcome.txt&content_type=text/plain' },
  uploadFile: { body: 'form' },
  getFile: { params: { id: 1 } },
  getFileContent: { params: { id: 1 } },
  deleteFile: { params: { id: 1 } },
  listWebhooks: {},
  createWebhook: { body: { url: 'http://127.0.0.1:9/hook', events: ['message.sent'], format: 'thin' } },
  getWebhook: { params: { id: 1 } },
  updateWebhook: {
    params: { id: 1 },
    body: { events: ['*'], status: 'paused' },
    headers: { 'if-match': '"1-1"' },
  },
  requestWebhookDeletion: { params: { id: 1 } },
  deleteWebhook: { params: { id: 1 } },
  rotateWebhookSecret: { params: { id: 1 } },
  sendTestWebhook: { params: { id: 1 } },
  listWebhookDeliveries: { params: { id: 1 } },
  redeliverWebhook: { params: { id: 1 } },
  createRealtimeTicket: {},
}

/** What makes an operation fail where no general way does. */
const special: Readonly<Record<string, Sending>> = {
  'listMessages 404': { query: 'room_id=999' },
  'sendMessage 404': { body: { room_id: 999, content: 'Hello' } },
  'sendNotification 404': { body: { user_id: 999, title: 'T', message: 'M' } },
  // The first time it must not end the key that it is done with.
  'revokeApiKey 429': { params: { id: 999 } },
  'rotateApiKey 429': { params: { id: 999 } },
  'createUser 409': { body: { email: 'x@example.com', username: 'taken' } },
  'register 409': { body: { email: 'x@example.com', username: 'taken', password: 'correct horse' } },
  'signIn 401': { body: { username: 'ken_1', password: 'wrong' } },
  'refreshTokens 401': { body: { refresh_token: 'unknown' } },
  'updateUser 409': { params: { id: 1 }, body: { username: 'taken' } },
  'updateWebhook 412': {
    params: { id: 1 },
    body: { status: 'paused' },
    headers: { 'if-match': '"1-0", W/"1-1"' },
  },
  'deleteWebhook 412': { params: { id: 1 }, headers: { 'x-confirmation-token': 'del_other' } },
}

/** An operation of the document. */
export interface Target {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly permission: string
  readonly signed: boolean
}

const now = Date.UTC(2026, 5, 1)

/** Brings an operation to answer with a status. */
export async function provoke(target: Target, status: string): Promise<Response> {
  const webhooks = { fetch: async () => new Response(null, { status: 204 }) }
  const sandbox = createSandbox({ now: () => now, webhooks, ...optionsFor(status) })
  if (status === '409') await post(sandbox, '/users', { email: 'taken@example.com', username: 'taken' })
  const request = await requestFor(sandbox, target, status)
  if (target.id === 'refreshTokens' && status === '200')
    return sandbox.fetch(await withRefreshToken(sandbox, request))
  if (target.path.startsWith('/webhooks/')) await addWebhook(sandbox, request, status)
  if (status === '429') await sandbox.fetch(request.clone())
  return sandbox.fetch(request)
}

/** The same request, with a refresh token that is in force. */
async function withRefreshToken(sandbox: Sandbox, request: Request): Promise<Request> {
  const { username, password } = sandbox
  const tokens = await post(sandbox, '/auth/login', { username, password })
  const body = JSON.stringify({ refresh_token: tokens['refresh_token'] })
  return new Request(request, { body })
}

/** An endpoint with one delivery; where it is to be deleted, with the first step done. */
async function addWebhook(sandbox: Sandbox, request: Request, status: string): Promise<void> {
  await post(sandbox, '/webhooks', { url: 'http://127.0.0.1:9/hook', events: ['*'] })
  await post(sandbox, '/webhooks/1/test')
  if (status !== '204') return
  const deletion = await post(sandbox, '/webhooks/1/deletion')
  request.headers.set('x-confirmation-token', String(deletion['confirmation_token']))
}

function optionsFor(status: string): SandboxOptions {
  if (status === '413') return { maxBodyBytes: 1, maxFileBytes: 1 }
  return status === '429' ? { rateLimit: { limit: 1, windowMs: 60_000 } } : {}
}

async function requestFor(sandbox: Sandbox, target: Target, status: string): Promise<Request> {
  const {
    params = {},
    query = '',
    body,
    headers: given,
  } = special[`${target.id} ${status}`] ?? succeeding[target.id] ?? {}
  const missing = status === '404' && special[`${target.id} 404`] === undefined
  const path = target.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(missing ? (name === 'id' ? 999_999 : 'none.wav') : params[name])),
  )
  const signature = target.signed ? await signed(sandbox, path, status) : ''
  const search = status === '422' && body === undefined ? `limit=0&${query}` : query
  const headers = new Headers({ ...given, ...conditions[status] })
  if (!target.signed && status !== '401')
    headers.set('authorization', `Bearer ${await keyFor(sandbox, target, status)}`)
  const content = bodyFor(body, status)
  if (typeof content === 'string')
    headers.set('content-type', status === '415' ? 'text/plain' : contentType(body))
  const url = `http://sandbox/v1${path}?${search}${signature}`
  const method = status === 'default' ? 'PATCH' : target.method
  return new Request(url, { method, headers, ...(content !== undefined && { body: content }) })
}

const conditions: Readonly<Record<string, Record<string, string>>> = {
  304: { 'if-none-match': '*' },
  206: { range: 'bytes=1-2' },
  416: { range: 'bytes=999999999-' },
}

function bodyFor(body: unknown, status: string): string | FormData | undefined {
  if (body === undefined) return undefined
  if (body !== 'form') return status === '400' ? '{' : JSON.stringify(status === '422' ? [] : body)
  if (status === '400' || status === '415') return '--b\r\n'
  const form = new FormData()
  form.set(status === '422' ? 'other' : 'file', new File(['content'], 'a.txt'))
  return form
}

function contentType(body: unknown): string {
  return body === 'form' ? 'multipart/form-data; boundary=b' : 'application/json'
}

/** A key with every permission but the one that is needed, to be refused; the sandbox's own otherwise. */
async function keyFor(sandbox: Sandbox, { permission }: Target, status: string): Promise<string> {
  if (status !== '403') return sandbox.apiKey
  const keys = await send(sandbox, 'GET', '/auth/api-keys')
  const [root] = keys['data'] as [{ permissions: string[] }]
  const permissions = root.permissions.filter((name) => name !== permission)
  return String((await post(sandbox, '/auth/api-keys', { name: 'k', permissions }))['api_key'])
}

async function signed(sandbox: Sandbox, path: string, status: string): Promise<string> {
  const key = await post(sandbox, '/auth/api-keys', { name: 'signer', permissions: ['read:streams'] })
  const expires = now / 1000 + (status === '403' ? 0 : 60)
  const file = decodeURIComponent(path.split('/').at(-1) ?? '')
  const hmac = createHmac('sha256', String(key['secret'])).update(`${file}:${expires}`)
  return `expires=${expires}&sig=${hmac.digest('hex')}`
}

function post(sandbox: Sandbox, path: string, body?: object): Promise<Record<string, unknown>> {
  return send(sandbox, 'POST', path, body)
}

async function send(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' }
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
  const response = await sandbox.fetch(new Request(`http://sandbox/v1${path}`, init))
  return (await response.json()) as Record<string, unknown>
}
