import {
  int64,
  nonEmptyText,
  nullable,
  type OpenEnum,
  openEnum,
  optional,
  text,
  time,
} from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** Where a live stream is in its life. */
export type LiveStreamStatus = OpenEnum<'scheduled' | 'live' | 'ended'>

/** Who may listen to a live stream. */
export type LiveStreamVisibility = OpenEnum<'public' | 'private' | 'unlisted'>

/** A live audio stream (guide: "Gestion des Streams"). */
export interface LiveStream {
  readonly id: number
  readonly title: string
  readonly description?: string | null
  readonly userId: number
  readonly status: LiveStreamStatus
  readonly category?: string | null
  readonly visibility?: LiveStreamVisibility
  readonly createdAt: Date
  readonly updatedAt?: Date | null
}

/** What it takes to create a live stream. */
export interface CreateLiveStream {
  readonly title: string
  readonly description?: string
  readonly category?: string
  readonly visibility?: LiveStreamVisibility
}

/** The fields of a live stream to change; those left out stay as they are. */
export interface UpdateLiveStream extends Partial<CreateLiveStream> {
  readonly status?: LiveStreamStatus
}

const status = openEnum('scheduled', 'live', 'ended')
const visibility = openEnum('public', 'private', 'unlisted')

/**
 * A live audio stream on the wire and here (guide: "Gestion des Streams").
 *
 * @example
 * ```ts
 * import { liveStreamModel } from '@veza/protocol'
 *
 * const stream = liveStreamModel.read({
 *   id: 7,
 *   title: 'Morning talk',
 *   user_id: 1,
 *   status: 'live',
 *   created_at: '2024-01-01T12:00:00Z',
 * })
 * console.log(stream.userId, stream.status)
 * ```
 */
export const liveStreamModel: Model<LiveStream> = model<LiveStream>('live stream', {
  id: int64,
  title: text,
  description: optional(nullable(text)),
  userId: int64,
  status,
  category: optional(nullable(text)),
  visibility: optional(visibility),
  createdAt: time,
  updatedAt: optional(nullable(time)),
})

/**
 * What creating a live stream takes (guide: "Gestion des Streams").
 *
 * @example
 * ```ts
 * import { createLiveStreamModel } from '@veza/protocol'
 *
 * console.log(createLiveStreamModel.write({ title: 'Morning talk', visibility: 'public' }))
 * ```
 */
export const createLiveStreamModel: Model<CreateLiveStream> = model<CreateLiveStream>('live stream', {
  title: nonEmptyText,
  description: optional(text),
  category: optional(text),
  visibility: optional(visibility),
})

/**
 * What changing a live stream takes.
 *
 * @example
 * ```ts
 * import { updateLiveStreamModel } from '@veza/protocol'
 *
 * console.log(updateLiveStreamModel.write({ status: 'ended' }))
 * ```
 */
export const updateLiveStreamModel: Model<UpdateLiveStream> = model<UpdateLiveStream>('live stream', {
  title: optional(nonEmptyText),
  description: optional(text),
  category: optional(text),
  visibility: optional(visibility),
  status: optional(status),
})
