import type { WireObject } from '@veza/protocol'
import type { StoredContent } from '../content/content-store.ts'
import type { KeyRing, StoredKey } from './key-ring.ts'
import type { Table } from './table.ts'

/** All that the sandbox remembers of the platform. */
export interface Store {
  readonly users: Table
  readonly rooms: Table
  readonly messages: Table
  /** The messages of each room, oldest first. */
  readonly messageIds: Map<number, number[]>
  readonly streams: Table
  readonly reports: Table
  readonly notifications: Table
  /** How users want to be notified, by their ids, where they have said so. */
  readonly preferences: Map<number, WireObject>
  readonly files: Table
  /** What is in the files, by their ids. */
  readonly contents: Map<number, StoredContent>
  readonly keys: KeyRing
  /** A key that may do everything. */
  readonly rootKey: StoredKey
}

/** Adds a message to its room. */
export function addMessage(store: Store, fields: Parameters<Table['insert']>[0]) {
  const message = store.messages.insert(fields)
  const roomId = Number(message['room_id'])
  const ids = store.messageIds.get(roomId) ?? []
  ids.push(message.id)
  store.messageIds.set(roomId, ids)
  return message
}
