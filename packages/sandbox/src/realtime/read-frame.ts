import type { WireObject } from '@veza/protocol'
import { isShallow } from '../chat/is-shallow.ts'

/** A frame that came from a client. */
export interface ClientFrame {
  readonly type: string
  /** Empty, where there is none. */
  readonly payload: WireObject
}

/** Deeper than that nothing is that a client may send, and what is too deep cannot be written again. */
const deepest = 70

/** @returns `undefined`, where the data are no frame: not a text, not JSON, without type, too deep. */
export function readFrame(data: string | Uint8Array): ClientFrame | undefined {
  if (typeof data !== 'string') return undefined
  const frame = parse(data)
  if (!isObject(frame) || typeof frame['type'] !== 'string' || !isShallow(frame, deepest)) return undefined
  const { type, payload = {} } = frame
  return isObject(payload) ? { type, payload } : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
