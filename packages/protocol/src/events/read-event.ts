import { isObject } from '../envelopes/shape.ts'
import { reader } from '../fields/convert.ts'
import { time } from '../fields/field.ts'
import type { Model, WireObject } from '../model/model.ts'
import { eventModels, type KnownVezaEvent, type VezaEvent, type VezaEventType } from './veza-event.ts'

/**
 * Reads an event of the platform: `{ type, id, timestamp, data }`, the same with `event` for its name, or a CloudEvent
 * with `time`. Fields are renamed as those of resources are.
 *
 * @param wire - the parsed body of a webhook.
 * @returns the event, of type `unknown` when this version does not know its name; `undefined` when it is no event.
 * @example
 * ```ts
 * import { readEvent } from '@veza/protocol'
 *
 * const event = readEvent({
 *   type: 'message.sent',
 *   timestamp: '2024-01-01T12:00:00Z',
 *   data: { id: 1, room_id: 123, user_id: 7, content: 'Hello' },
 * })
 * if (event?.type === 'message.sent') console.log(event.data.roomId) // 123
 * ```
 */
export function readEvent(wire: unknown): VezaEvent | undefined {
  if (!isObject(wire)) return undefined
  const name = wire['type'] ?? wire['event']
  if (typeof name !== 'string' || name === '') return undefined
  const { data } = wire
  const known = { ...idOf(wire), ...timeOf(wire) }
  if (!isKnown(name) || !isObject(data)) return { ...known, type: 'unknown', name, data }
  const model: Model<unknown> = eventModels[name]
  return { ...known, type: name, data: model.read(data) } as KnownVezaEvent
}

/**
 * Writes an event as webhooks carry it: the way back of {@link readEvent}.
 *
 * @param event - an event whose name this version knows.
 * @example
 * ```ts
 * import { writeEvent } from '@veza/protocol'
 *
 * console.log(writeEvent({ type: 'room.joined', data: { roomId: 123, userId: 7 } }))
 * // { type: 'room.joined', data: { room_id: 123, user_id: 7 } }
 * ```
 */
export function writeEvent({ type, id, timestamp, data }: KnownVezaEvent): WireObject {
  const model = eventModels[type] as unknown as Model<object>
  return {
    ...(id !== undefined && { id }),
    type,
    ...(timestamp !== undefined && { timestamp: timestamp.toISOString() }),
    data: model.write(data),
  }
}

const readTime = reader(time)

function isKnown(name: string): name is VezaEventType {
  return Object.hasOwn(eventModels, name)
}

function idOf({ id }: WireObject): { readonly id?: string } {
  return typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}
}

function timeOf(wire: WireObject): { readonly timestamp?: Date } {
  const instant = readTime?.(wire['timestamp'] ?? wire['time'])
  return instant instanceof Date ? { timestamp: instant } : {}
}
