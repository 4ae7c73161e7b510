type Json = Readonly<Record<string, unknown>>

/** A server nests 70 deep at most; what is nested much deeper overflows the stack of whoever copies or prints it. */
const deepest = 68

/**
 * Removes the key `__proto__` from what JSON gave, however deep: it would become the prototype of an object that the
 * value is copied into.
 *
 * @returns the value itself; `undefined` where it is nested too deep.
 */
export function safePayload<T extends Json>(value: T): T | undefined {
  return isFlat(value) || clean(value, deepest) ? value : undefined
}

/** Whether there is nothing to look into, as in most frames; a search in their text would take twice as long. */
function isFlat(value: Json): boolean {
  for (const key in value) {
    const inner = value[key]
    if (key === '__proto__' || (typeof inner === 'object' && inner !== null)) return false
  }
  return true
}

/** Whether it is clean now. @param deeper - how much deeper it may go. */
function clean(value: object, deeper: number): boolean {
  if (deeper < 0) return false
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__')
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null && !clean(inner, deeper - 1)) return false
  return true
}
