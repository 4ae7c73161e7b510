import { list, nonEmptyText, nullable, optional, text, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'
import { type NotificationChannel, notificationChannels } from './notification.ts'

/** How a user wants to be notified. */
export interface NotificationPreferences {
  /** The channels that are enabled. */
  readonly channels: readonly NotificationChannel[]
  /** Types of notification that go out on no channel; they are still listed. */
  readonly mutedTypes: readonly string[]
  readonly updatedAt?: Date | null
}

/** The preferences to change; those left out stay as they are, and a list replaces the former one. */
export interface UpdateNotificationPreferences {
  readonly channels?: readonly NotificationChannel[]
  readonly mutedTypes?: readonly string[]
}

/**
 * How a user wants to be notified, on the wire and here.
 *
 * @example
 * ```ts
 * import { notificationPreferencesModel } from '@veza/protocol'
 *
 * const wire = { channels: ['in_app', 'email'], muted_types: ['new_like'] }
 * console.log(notificationPreferencesModel.read(wire).mutedTypes) // ['new_like']
 * ```
 */
export const notificationPreferencesModel: Model<NotificationPreferences> = model<NotificationPreferences>(
  'notification preferences',
  { channels: notificationChannels, mutedTypes: list(text), updatedAt: optional(nullable(time)) },
)

/**
 * What changing notification preferences takes.
 *
 * @example
 * ```ts
 * import { updateNotificationPreferencesModel } from '@veza/protocol'
 *
 * console.log(updateNotificationPreferencesModel.write({ mutedTypes: ['new_like'] }))
 * ```
 */
export const updateNotificationPreferencesModel: Model<UpdateNotificationPreferences> =
  model<UpdateNotificationPreferences>('notification preferences', {
    channels: optional(notificationChannels),
    mutedTypes: optional(list(nonEmptyText)),
  })
