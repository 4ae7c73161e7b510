import type { WireObject } from '@veza/protocol'

/** Something that has happened on the platform. */
export interface PlatformEvent {
  readonly id: string
  readonly type: string
  readonly timestamp: string
  /** The resource as it is after what happened, as it stands on the wire. */
  readonly data: WireObject
}

/** A body, and what it is. */
export interface WebhookBody {
  readonly contentType: string
  readonly text: string
}

/** Writes an event in the format that an endpoint wants. */
export function webhookBody({ id, type, timestamp, data }: PlatformEvent, format: string): WebhookBody {
  if (format === 'cloudevents') {
    const context = { specversion: '1.0', id, source: '/veza', type, time: timestamp }
    const text = JSON.stringify({ ...context, datacontenttype: 'application/json', data })
    return { contentType: 'application/cloudevents+json', text }
  }
  const sent = format === 'thin' ? { id: data['id'] } : data
  return { contentType: 'application/json', text: JSON.stringify({ id, type, timestamp, data: sent }) }
}
