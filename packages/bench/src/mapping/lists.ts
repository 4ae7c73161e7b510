import { liveStreamModel, type Model, messageModel, userModel, type WireObject } from '@veza/protocol'

/** A list to read: its resource, and its items on the wire. */
export interface List {
  readonly model: Model<unknown>
  readonly item: (index: number) => WireObject
}

function time(index: number): string {
  return new Date(Date.UTC(2024, 0, 1) + index * 86_461_000).toISOString().replace('.000Z', 'Z')
}

function user(index: number): WireObject {
  return {
    id: index,
    email: `augusta.ada.lovelace.${index}@analytical-engine.example.com`,
    username: `augusta_ada_lovelace_${index}`,
    first_name: 'Augusta Ada',
    last_name: 'King, Countess of Lovelace',
    roles: ['member', 'moderator'],
    created_at: time(index),
    updated_at: time(index + 1000),
  }
}

/** What is read: common lists, and one whose server knows a field more. */
export const lists: Readonly<Record<string, List>> = {
  users: { model: userModel, item: user },
  'users with a field that is new': {
    model: userModel,
    item: (index) => ({ ...user(index), last_seen_from: 'Marylebone' }),
  },
  messages: {
    model: messageModel,
    item: (index) => ({
      id: index,
      room_id: 123,
      user_id: index % 7,
      content: `Message ${index}: hello from the benchmark, of a common length.`,
      message_type: 'text',
      metadata: { client: 'bench', trace: `c0ffee00-0000-4000-8000-${String(index).padStart(12, '0')}` },
      reply_to_id: null,
      created_at: time(index),
      updated_at: null,
    }),
  },
  'live streams': {
    model: liveStreamModel,
    item: (index) => ({
      id: index,
      title: `Morning talk ${index}`,
      description: `What happened in week ${index}, with guests, music and your calls`,
      user_id: index % 7,
      status: index % 3 === 0 ? 'ended' : 'live',
      category: 'talk',
      visibility: 'public',
      created_at: time(index),
      updated_at: time(index + 1000),
    }),
  },
}
