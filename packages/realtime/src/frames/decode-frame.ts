/** A frame as it came: the payload is whatever the server sent. */
export interface Frame {
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
  /** Where the event stands in its room's sequence, in `veza.v2`. */
  readonly epoch: string | undefined
  readonly seq: number | undefined
}

/** A server nests 70 deep at most; what is nested much deeper overflows the stack of whoever copies or prints it. */
const deepest = 68

/** Reads a frame; `undefined` where the text is none. */
export function decodeFrame(text: string): Frame | undefined {
  let value: unknown
  try {
    value = isSuspicious(text) ? JSON.parse(text, withoutPrototype) : JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(value)) return undefined
  // The usual frame is what was parsed: another object for each would be felt.
  if (isWhole(value)) return value
  const { type, payload = {} } = value
  if (typeof type !== 'string' || !isRecord(payload) || !isShallow(payload, deepest)) return undefined
  return { type, payload, epoch: undefined, seq: undefined }
}

/** `__proto__` as a key would become the prototype of an object that the payload is copied into. */
function isSuspicious(text: string): boolean {
  return text.indexOf('__proto__') !== -1 || text.indexOf('\\u') !== -1
}

function isWhole(value: Record<string, unknown>): value is Record<string, unknown> & Frame {
  const { type, payload, epoch, seq } = value
  if (typeof type !== 'string' || !isRecord(payload) || !isShallow(payload, deepest)) return false
  return epoch === undefined ? seq === undefined : typeof epoch === 'string' && Number.isSafeInteger(seq)
}

function withoutPrototype(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}

function isShallow(value: object, deeper: number): boolean {
  if (deeper < 0) return false
  // Without a list of the values: this is done for every frame.
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key]
    if (typeof inner === 'object' && inner !== null && !isShallow(inner, deeper - 1)) return false
  }
  return true
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
