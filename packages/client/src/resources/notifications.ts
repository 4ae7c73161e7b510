import { Call, type CallOptions, type Http, type Pages } from '@veza/http'
import {
  type Notification,
  notificationModel,
  type SendNotification,
  sendNotificationModel,
  unreadCountModel,
} from '@veza/protocol'
import { type Checks, isA } from '@veza/resilience/options'
import type { PagedOptions } from './list-options.ts'
import { NotificationSettings } from './notification-settings.ts'
import { type List, offsetPages } from './paged.ts'

/** Which notifications to list. */
export interface ListNotifications extends PagedOptions {
  /** How many to pass over. @defaultValue 0 */
  readonly offset?: number
  /** Only those that are unread. @defaultValue false */
  readonly unreadOnly?: boolean
}

const filters: Checks<Pick<ListNotifications, 'unreadOnly'>> = { unreadOnly: isA('boolean') }
const list: List<Notification> = {
  name: 'notifications.list()',
  model: notificationModel,
  path: '/notifications',
  filters,
}

/**
 * Notifications: the caller's own, and those sent to others (guide: "Types d'Intégration", `/notifications`).
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * await veza.notifications.send({ userId: 1, title: 'On air', message: 'Ada is live', type: 'stream_live' })
 * console.log(await veza.notifications.unreadCount())
 *
 * // All of them first: the list gets shorter while they are read.
 * for (const { id, title } of await veza.notifications.list({ unreadOnly: true }).toArray()) {
 *   console.log(title)
 *   await veza.notifications.markRead(id)
 * }
 * await veza.notifications.preferences.update({ mutedTypes: ['new_like'] })
 * ```
 */
export class Notifications {
  /** How the caller wants to be notified. */
  readonly preferences: NotificationSettings
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
    this.preferences = new NotificationSettings(http)
  }

  /**
   * Lists the caller's notifications, newest first. Needs `read:notifications`. Pages are counted by items passed over:
   * read the list into an array before you mark its items as read.
   */
  list(options: ListNotifications = {}): Pages<Notification> {
    return offsetPages(this.#http, list, options)
  }

  /**
   * Sends a notification. Needs `write:notifications`. Never sent twice: see `idempotencyKeys`.
   *
   * @throws {@link NotFoundError} `USER_NOT_FOUND`
   */
  send(notification: SendNotification, options?: CallOptions): Call<Notification> {
    const spec = { method: 'POST', path: '/notifications' } as const
    const body = { body: notification, bodyModel: sendNotificationModel }
    return this.#http.one(notificationModel, { ...spec, ...body }, options)
  }

  /** Marks a notification as read; a repeat changes nothing. Needs `write:notifications`. @throws {@link NotFoundError} */
  markRead(id: number, options?: CallOptions): Call<Notification> {
    const spec = { method: 'PUT', path: '/notifications/{id}/read', params: { id } } as const
    return this.#http.one(notificationModel, spec, options)
  }

  /** How many of the caller's notifications are unread. Needs `read:notifications`. */
  unreadCount(options?: CallOptions): Call<number> {
    const spec = { method: 'GET', path: '/notifications/unread-count' } as const
    const counted = this.#http.one(unreadCountModel, spec, options).withResponse()
    return new Call(counted.then(({ data, response }) => ({ data: data.count, response })))
  }
}
