import type { Model, WireObject } from '@veza/protocol'
import {
  authenticateModel,
  type Position,
  postModel,
  presenceChangeModel,
  subscribeModel,
} from '@veza/protocol/realtime'
import { ApiFailure, codedFailure, guideFailure } from '../routes/api-failure.ts'
import type { Access } from './doorkeeper.ts'
import type { ClientFrame } from './read-frame.ts'
import type { RealtimeConnection } from './realtime-connection.ts'
import { frameBytes } from './room-event.ts'

type Handle = (connection: RealtimeConnection, payload: WireObject, access: Access) => void

const longestClientId = 128

/** What both protocols have. */
const plainHandles: ReadonlyMap<string, Handle> = new Map<string, Handle>([
  ['subscribe', subscribe],
  ['unsubscribe', unsubscribe],
  ['message', message],
  ['typing', typing],
  ['presence', presence],
])

/** What `veza.v2` has. */
const exactHandles: ReadonlyMap<string, Handle> = new Map<string, Handle>([
  ...plainHandles,
  ['authenticate', authenticate],
  ['ping', (connection, payload) => connection.send('pong', payload)],
  ['pong', () => {}],
])

/** Does what a client asks. What cannot be done is refused aloud in `veza.v2`, and ignored in the guide's protocol. */
export function handleFrame(connection: RealtimeConnection, frame: ClientFrame | undefined): void {
  const { access, isExact, context } = connection
  if (access === undefined) return
  const handle = frame && (isExact ? exactHandles : plainHandles).get(frame.type)
  if (handle !== undefined && frame !== undefined) {
    attempt(connection, frame.payload, () => handle(connection, frame.payload, access))
    return
  }
  context.counts.ignored++
  if (frame === undefined) attempt(connection, {}, () => refuse('A frame is { "type": …, "payload": { … } }'))
}

function attempt(connection: RealtimeConnection, payload: WireObject, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (connection.isExact) connection.send('error', refusal(error, payload))
  }
}

/** What went wrong, and what it is about. */
function refusal(error: unknown, { client_id, room_id }: WireObject): WireObject {
  const failure = error instanceof ApiFailure ? error : guideFailure(500)
  const { error_code = codes[failure.status] ?? 'INTERNAL_SERVER_ERROR', message } =
    failure.body as WireObject
  return {
    code: error_code,
    message,
    ...(typeof client_id === 'string' && { client_id }),
    ...(Number.isSafeInteger(room_id) && { room_id }),
  }
}

/** What the guide's failures are called in the catalogue. */
const codes: Readonly<Record<number, string>> = {
  401: 'AUTH_TOKEN_INVALID',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
}

function subscribe(connection: RealtimeConnection, payload: WireObject, { key }: Access): void {
  const { context, isExact } = connection
  const roomId = roomIn(connection, payload, subscribeModel)
  context.chat.room(key.userId, roomId)
  const since = isExact ? positionIn(payload['since']) : undefined
  const room = context.rooms.get(roomId)
  if (!connection.roomIds.has(roomId)) {
    connection.roomIds.add(roomId)
    if (context.attendance.join(roomId, key.userId))
      context.rooms.publish(roomId, 'user_joined', context.chat.someone(key.userId, roomId))
  }
  const replayed = room.add(connection, since, context.now())
  const { epoch, head } = room.log
  const answer = { room_id: roomId, epoch, head, replayed, last_message_id: context.chat.newestId(roomId) }
  if (isExact) connection.send('subscribed', answer)
  room.catchUp(connection)
}

function unsubscribe(connection: RealtimeConnection, payload: WireObject, { key }: Access): void {
  const roomId = roomIn(connection, payload, subscribeModel)
  leaveRoom(connection, roomId, key.userId)
  if (connection.isExact) connection.send('unsubscribed', { room_id: roomId })
}

/** Takes a connection out of a room, and tells the others where the user is gone. */
export function leaveRoom(connection: RealtimeConnection, roomId: number, userId: number): void {
  const { attendance, chat, rooms } = connection.context
  if (!connection.roomIds.delete(roomId)) return
  rooms.get(roomId).remove(connection)
  if (attendance.leave(roomId, userId)) rooms.publish(roomId, 'user_left', chat.someone(userId, roomId))
}

function message(connection: RealtimeConnection, payload: WireObject, { key }: Access): void {
  const { context, isExact } = connection
  const roomId = roomIn(connection, payload, postModel)
  if (!key.permissions.includes('write:messages')) throw guideFailure(403)
  const { client_id: clientId, metadata = {} } = isExact ? payload : {}
  if (typeof clientId === 'string' && clientId.length > longestClientId)
    refuse(`client_id has at most ${longestClientId} characters`)
  const known = typeof clientId === 'string' ? context.sent.get(key.userId, clientId) : undefined
  const stored =
    known ?? context.chat.post(key.userId, { room_id: roomId, content: String(payload['content']), metadata })
  if (typeof clientId !== 'string') return
  if (known === undefined) context.sent.set(key.userId, clientId, stored)
  const { id, room_id, created_at: timestamp } = stored
  connection.send('ack', { client_id: clientId, id, room_id, timestamp })
}

function typing(connection: RealtimeConnection, payload: WireObject, { key }: Access): void {
  const roomId = roomIn(connection, payload, subscribeModel)
  const { chat, rooms } = connection.context
  chat.room(key.userId, roomId)
  const { timestamp: _, ...who } = chat.someone(key.userId, roomId)
  rooms.get(roomId).tell(frameBytes('typing', who), connection)
}

function presence(connection: RealtimeConnection, payload: WireObject, { key }: Access): void {
  check(connection, presenceChangeModel, payload)
  const { status } = payload
  if (!statuses.has(status)) refuse('status is online, away or offline')
  const { chat, rooms } = connection.context
  for (const roomId of connection.roomIds) {
    const { timestamp: _, ...who } = chat.someone(key.userId, roomId)
    rooms.get(roomId).tell(frameBytes('presence', { ...who, status }), connection)
  }
}

const statuses: ReadonlySet<unknown> = new Set(['online', 'away', 'offline'])

function authenticate(connection: RealtimeConnection, payload: WireObject): void {
  check(connection, authenticateModel, payload)
  void connection.authenticate(String(payload['token'])).then((isGood) => {
    if (isGood) connection.send('authenticated', {})
    else
      attempt(connection, {}, () => {
        throw guideFailure(401)
      })
  })
}

function roomIn(connection: RealtimeConnection, payload: WireObject, model: Checked): number {
  check(connection, model, payload)
  const roomId = payload['room_id']
  // The models read digits too, since some REST servers send ids so. A frame's ids are numbers.
  return typeof roomId === 'number' ? roomId : refuse('room_id is a whole number')
}

type Checked = Pick<Model<unknown>, 'wireFields'>

function check({ context }: RealtimeConnection, model: Checked, payload: WireObject): void {
  const [issue] = context.validator.check(model, payload)
  if (issue !== undefined) refuse(`${issue.path} should be ${issue.expected}`)
}

function positionIn(since: unknown): Position | undefined {
  if (since === undefined) return undefined
  const { epoch, seq } = since as WireObject
  if (typeof epoch !== 'string' || !Number.isSafeInteger(seq) || Number(seq) < 0)
    refuse('since is { "epoch": …, "seq": … }')
  return { epoch, seq: Number(seq) }
}

function refuse(message: string): never {
  throw codedFailure(422, 'VALIDATION_ERROR', message)
}
