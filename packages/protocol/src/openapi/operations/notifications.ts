import type { Operation } from '../operation.ts'
import { offsetQuery } from '../parameters.ts'

const tag = 'Notifications'

/** Operations on notifications. */
export const notificationOperations: readonly Operation[] = [
  {
    id: 'listNotifications',
    method: 'GET',
    path: '/notifications',
    tag,
    summary: "Lists the caller's notifications, newest first.",
    permission: 'read:notifications',
    query: {
      ...offsetQuery,
      unread_only: {
        description: 'Only those that are unread.',
        schema: { type: 'boolean', default: false },
      },
    },
    answer: { status: 200, list: 'Notification', paging: 'offset' },
  },
  {
    id: 'sendNotification',
    method: 'POST',
    path: '/notifications',
    tag,
    summary: 'Sends a notification over the channels that its recipient has enabled.',
    permission: 'write:notifications',
    body: 'SendNotification',
    answer: { status: 201, one: 'Notification' },
    failures: [404],
  },
  {
    id: 'countUnreadNotifications',
    method: 'GET',
    path: '/notifications/unread-count',
    tag,
    summary: "How many of the caller's notifications are unread.",
    permission: 'read:notifications',
    answer: { status: 200, one: 'UnreadCount' },
  },
  {
    id: 'getNotificationPreferences',
    method: 'GET',
    path: '/notifications/preferences',
    tag,
    summary: 'How the caller wants to be notified.',
    permission: 'read:notifications',
    answer: { status: 200, one: 'NotificationPreferences' },
  },
  {
    id: 'updateNotificationPreferences',
    method: 'PUT',
    path: '/notifications/preferences',
    tag,
    summary: 'Changes the preferences that are given.',
    permission: 'write:notifications',
    body: 'UpdateNotificationPreferences',
    answer: { status: 200, one: 'NotificationPreferences' },
  },
  {
    id: 'markNotificationRead',
    method: 'PUT',
    path: '/notifications/{id}/read',
    tag,
    summary: 'Marks a notification as read; a repeat changes nothing.',
    permission: 'write:notifications',
    answer: { status: 200, one: 'Notification' },
  },
]
