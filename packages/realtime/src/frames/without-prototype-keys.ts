type Json = Readonly<Record<string, unknown>>

/**
 * Removes the key `__proto__` from what JSON gave, however deep: it would become the prototype of an object that the
 * value is copied into.
 *
 * @returns the value itself.
 */
export function withoutPrototypeKeys<T extends Json>(value: T): T {
  return isFlat(value) ? value : cleaned(value)
}

/** Whether there is nothing to look into, as in most frames; a search in their text would take twice as long. */
function isFlat(value: Json): boolean {
  for (const key in value) {
    const inner = value[key]
    if (key === '__proto__' || (typeof inner === 'object' && inner !== null)) return false
  }
  return true
}

function cleaned<T extends object>(value: T): T {
  const left: object[] = [value]
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (Object.hasOwn(one, '__proto__')) Reflect.deleteProperty(one, '__proto__')
    for (const inner of Object.values(one)) if (typeof inner === 'object' && inner !== null) left.push(inner)
  }
  return value
}
