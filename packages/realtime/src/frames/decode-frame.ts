import { safePayload } from './safe-payload.ts'

/** A frame as it came: the payload is whatever the server sent. */
export interface Frame {
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
  /** Where the event stands in its room's sequence, in `veza.v2`. */
  readonly epoch: string | undefined
  readonly seq: number | undefined
}

/** Reads a frame; `undefined` where the text is none. */
export function decodeFrame(text: string): Frame | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(value)) return undefined
  // The usual frame is what was parsed: another object for each would be felt.
  if (isWhole(value)) return safePayload(value.payload) && value
  const { type, payload = {} } = value
  if (typeof type !== 'string' || !isRecord(payload) || safePayload(payload) === undefined) return undefined
  return { type, payload, epoch: undefined, seq: undefined }
}

function isWhole(value: Record<string, unknown>): value is Record<string, unknown> & Frame {
  const { type, payload, epoch, seq } = value
  if (typeof type !== 'string' || !isRecord(payload)) return false
  return epoch === undefined ? seq === undefined : typeof epoch === 'string' && Number.isSafeInteger(seq)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
