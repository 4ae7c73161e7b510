import type { Call, CallOptions, Http } from '@veza/http'
import {
  type NotificationPreferences,
  notificationPreferencesModel,
  type UpdateNotificationPreferences,
  updateNotificationPreferencesModel,
} from '@veza/protocol'

const path = '/notifications/preferences'

/**
 * How the caller wants to be notified (`/notifications/preferences`).
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * const { channels } = await veza.notifications.preferences.get()
 * await veza.notifications.preferences.update({ channels: [...channels, 'push'], mutedTypes: ['new_like'] })
 * ```
 */
export class NotificationSettings {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
  }

  /** Fetches the preferences. Needs `read:notifications`. */
  get(options?: CallOptions): Call<NotificationPreferences> {
    return this.#http.one(notificationPreferencesModel, { method: 'GET', path }, options)
  }

  /** Changes the preferences that are given. Needs `write:notifications`. */
  update(changes: UpdateNotificationPreferences, options?: CallOptions): Call<NotificationPreferences> {
    const body = { body: changes, bodyModel: updateNotificationPreferencesModel }
    return this.#http.one(notificationPreferencesModel, { method: 'PUT', path, ...body }, options)
  }
}
