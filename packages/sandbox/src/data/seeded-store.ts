import { KeyRing, permissions } from './key-ring.ts'
import { mulberry32 } from './mulberry32.ts'
import { seedNotifications } from './notifications.ts'
import { seedFiles } from './seeded-files.ts'
import { addMessage, type Store } from './store.ts'
import { Table } from './table.ts'

const names = ['ada', 'grace', 'alan', 'edsger', 'barbara', 'donald', 'margaret', 'tim', 'radia', 'ken']
const roomNames = ['general', 'music', 'talk', 'support', 'staff', 'lounge']
const words = ['hello', 'the', 'stream', 'sounds', 'great', 'tonight', 'who', 'is', 'next', 'bravo']
const categories = ['talk', 'music', 'news', 'sport']
const users = 120
const messages = 250
const streams = 12

/** The platform's first data: the same for the same seed. Times run from the start of 2026. */
export function seededStore(seed: number): Store {
  const random = mulberry32(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const keys = new KeyRing(random)
  const rootKey = keys.issue({ name: 'Sandbox', userId: 1, permissions, createdAt: at(0), expiresAt: null })
  const store: Store = {
    users: new Table(),
    rooms: new Table(),
    messages: new Table(),
    messageIds: new Map(),
    streams: new Table(),
    reports: new Table(),
    notifications: new Table(),
    preferences: new Map(),
    files: new Table(),
    contents: new Map(),
    keys,
    rootKey,
  }
  for (let i = 1; i <= users; i++) {
    const name = pick(names)
    const roles = i === 1 ? ['admin', 'user'] : random() < 0.1 ? ['moderator', 'user'] : ['user']
    store.users.insert({
      email: `${name}.${i}@example.com`,
      username: `${name}_${i}`,
      first_name: name.replace(/^./, (letter) => letter.toUpperCase()),
      last_name: random() < 0.2 ? null : `No. ${i}`,
      roles,
      created_at: at(i),
      updated_at: at(i),
    })
  }
  for (const [index, name] of roomNames.entries()) {
    const type = name === 'staff' ? 'private' : 'public'
    store.rooms.insert({ name, description: null, type, member_count: 3 + index, created_at: at(index) })
  }
  for (let i = 0; i < messages; i++) {
    const content = Array.from({ length: 4 }, () => pick(words)).join(' ')
    addMessage(store, {
      room_id: i < 200 ? 1 : 2,
      user_id: 1 + Math.floor(random() * users),
      content,
      message_type: 'text',
      metadata: {},
      reply_to_id: null,
      created_at: at(200 + i),
    })
  }
  for (let i = 0; i < streams; i++) {
    store.streams.insert({
      title: `Session ${i + 1}`,
      description: '',
      user_id: 1 + Math.floor(random() * users),
      status: pick(['scheduled', 'live', 'ended']),
      category: pick(categories),
      visibility: 'public',
      created_at: at(i),
      updated_at: at(i),
    })
  }
  for (const [index, type] of ['users', 'messages', 'streams', 'revenue', 'traffic'].entries()) {
    store.reports.insert({
      title: `Report on ${type}`,
      type,
      from: at(index * 100),
      to: at(index * 100 + 100),
      created_at: at(index * 100 + 101),
      figures: { total: Math.floor(random() * 10_000), perDay: Math.floor(random() * 500) },
    })
  }
  seedNotifications(store, at)
  seedFiles(store, at(0))
  return store
}

function at(hours: number): string {
  return new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000).toISOString()
}
