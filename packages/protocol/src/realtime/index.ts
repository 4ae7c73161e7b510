export type { Authenticate, Post, PresenceChange, Subscribe } from './client-frames.ts'
export { authenticateModel, postModel, presenceChangeModel, subscribeModel } from './client-frames.ts'
export { closeCodes } from './close-codes.ts'
export type { Position } from './position.ts'
export type { RealtimeTicket } from './realtime-ticket.ts'
export { realtimeTicketModel } from './realtime-ticket.ts'
export type { RoomMessage } from './room-message.ts'
export { roomMessageModel } from './room-message.ts'
export type { PresenceStatus, RoomPresence, RoomUser } from './room-user.ts'
export { roomPresenceModel, roomUserModel } from './room-user.ts'
export type {
  Ack,
  GoAway,
  Hello,
  MessageDeletion,
  Refusal,
  Subscribed,
  TokenExpiring,
} from './server-frames.ts'
export {
  ackModel,
  goAwayModel,
  helloModel,
  messageDeletionModel,
  refusalModel,
  subscribedModel,
  tokenExpiringModel,
} from './server-frames.ts'
export { bearerProtocolPrefix, exactProtocol, plainProtocol } from './subprotocols.ts'
