import {
  notificationModel,
  notificationPreferencesModel,
  sendNotificationModel,
  unreadCountModel,
  updateNotificationPreferencesModel,
} from '@veza/protocol'
import type { Series } from './series.ts'

/** Builders for notifications and their preferences. */
export function notificationBuilders(series: Series) {
  return {
    buildNotification: series.builder('buildNotification', notificationModel, ({ number, at }) => ({
      id: number,
      userId: 1,
      type: 'custom',
      title: `Notification ${number}`,
      message: `This is notification ${number}`,
      data: {},
      channels: ['in_app'],
      readAt: null,
      createdAt: at,
    })),
    buildSendNotification: series.builder('buildSendNotification', sendNotificationModel, ({ number }) => ({
      userId: 1,
      title: `Notification ${number}`,
      message: `This is notification ${number}`,
      type: 'custom',
      data: {},
      channels: ['in_app'],
    })),
    buildUnreadCount: series.builder('buildUnreadCount', unreadCountModel, ({ number }) => ({
      count: number,
    })),
    buildNotificationPreferences: series.builder(
      'buildNotificationPreferences',
      notificationPreferencesModel,
      ({ number, at }) => ({
        channels: ['in_app', 'email'],
        mutedTypes: [`type_${number}`],
        updatedAt: at,
      }),
    ),
    buildUpdateNotificationPreferences: series.builder(
      'buildUpdateNotificationPreferences',
      updateNotificationPreferencesModel,
      ({ number }) => ({ channels: ['in_app'], mutedTypes: [`type_${number}`] }),
    ),
  }
}
