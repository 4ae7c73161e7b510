export type { Position, PresenceStatus, RoomMessage, RoomPresence, RoomUser } from '@veza/protocol/realtime'
export { connect } from './connect.ts'
export type { CloseAction } from './connection/close-actions.ts'
export { closeActions } from './connection/close-actions.ts'
export type { ClosedInfo, RealtimeStats } from './conversation-info.ts'
export type { RealtimeAuthenticator } from './credential/authenticator.ts'
export type { TokenWay } from './credential/token-way.ts'
export type { EventStreamOptions, OverflowPolicy } from './events/event-stream.ts'
export { EventStream } from './events/event-stream.ts'
export type {
  ErrorEvent,
  RealtimeEvent,
  RealtimeEventOf,
  RealtimeEventType,
  RealtimeListener,
  StateEvent,
} from './events/realtime-event.ts'
export type {
  GapEvent,
  MessageDeletedEvent,
  MessageEvent,
  PresenceEvent,
  RoomEvent,
  UnknownEvent,
  UserEvent,
} from './events/room-event.ts'
export type {
  History,
  HistoryPage,
  QueueOptions,
  RealtimeOptions,
  ReconnectOptions,
} from './options/realtime-options.ts'
export type { SentMessage } from './outbox/messages.ts'
export { RealtimeClient } from './realtime-client.ts'
export type { RealtimeMessage, RoomEventsOptions, SubscribeOptions } from './room.ts'
export { RealtimeRoom } from './room.ts'
export type { OpenSocket, Socket, SocketEnd, SocketHandlers, SocketRequest } from './socket/socket.ts'
export type { WebSocketConstructor } from './socket/web-socket.ts'
export { webSocket } from './socket/web-socket.ts'
export type { RealtimeState, Step } from './state/transitions.ts'
export { transitions } from './state/transitions.ts'
