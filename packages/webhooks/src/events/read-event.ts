import type { Received } from '../message/received.ts'

/** The body as an event: a form where the scheme sends such and the request says so, JSON otherwise. */
export function readEvent(received: Received, forms: boolean): unknown {
  return forms && isForm(received) ? readForm(received.text()) : received.json()
}

function isForm(received: Received): boolean {
  return (
    received.header('content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true
  )
}

/** One text for each name, a list of texts where a name is repeated. */
function readForm(text: string): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    // Assigning to `__proto__` would change the object's prototype.
    if (name === '__proto__') continue
    const before = Object.hasOwn(form, name) ? form[name] : undefined
    form[name] = before === undefined ? value : [before, value].flat()
  }
  return form
}
