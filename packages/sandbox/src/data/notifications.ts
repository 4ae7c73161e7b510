import type { WireObject } from '@veza/protocol'
import type { Store } from './store.ts'
import type { Row } from './table.ts'

const topics = [
  ['new_follower', 'A new follower', 'Somebody follows you'],
  ['new_comment', 'A new comment', 'Somebody has commented on your stream'],
  ['system_maintenance', 'Maintenance', 'The platform rests tonight from 02:00 to 02:10'],
] as const
const seeded = 30

/** Notifications of the first two users to begin with; every third is read. */
export function seedNotifications(store: Store, at: (hours: number) => string): void {
  for (let i = 0; i < seeded; i++) {
    const [type, title, message] = topics[i % topics.length] as (typeof topics)[number]
    store.notifications.insert({
      user_id: i % 5 === 4 ? 2 : 1,
      notification_type: type,
      title,
      message,
      data: {},
      channels: ['in_app', 'email'],
      read_at: i % 3 === 0 ? at(400 + i) : null,
      created_at: at(300 + i),
    })
  }
}

/** How a user wants to be notified: what they chose, or what the platform begins with. */
export function preferencesOf(store: Store, userId: number): WireObject {
  return store.preferences.get(userId) ?? { channels: ['in_app', 'email'], muted_types: [], updated_at: null }
}

/** Sends a notification over the channels that its recipient has enabled, of those that are asked for. */
export function notify(store: Store, fields: WireObject, createdAt: string): Row {
  const preferences = preferencesOf(store, Number(fields['user_id']))
  const type = fields['notification_type'] ?? 'custom'
  const enabled = preferences['channels'] as readonly string[]
  const asked = (fields['channels'] ?? enabled) as readonly string[]
  const muted = (preferences['muted_types'] as readonly unknown[]).includes(type)
  return store.notifications.insert({
    data: {},
    ...fields,
    user_id: Number(fields['user_id']),
    notification_type: type,
    channels: muted ? [] : enabled.filter((channel) => asked.includes(channel)),
    read_at: null,
    created_at: createdAt,
  })
}
