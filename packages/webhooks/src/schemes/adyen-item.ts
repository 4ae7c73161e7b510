import { Refused } from '../refusals/refused.ts'

/** Only the reference is free text: with every other field in its own alphabet, no colon in it can shift a border. */
const fields: readonly (readonly [path: readonly string[], pattern: RegExp])[] = [
  [['pspReference'], /^[\w-]+$/],
  [['originalReference'], /^[\w-]*$/],
  [['merchantAccountCode'], /^[^:]+$/],
  [['merchantReference'], /^/],
  [['amount', 'value'], /^\d+$/],
  [['amount', 'currency'], /^[A-Z]{3}$/],
  [['eventCode'], /^\w+$/],
  [['success'], /^(?:true|false)$/],
]

/** What is signed of an item; refused when a field is not what it should be. */
export function signedText(item: unknown): string {
  const texts = fields.map(([path, pattern]) => {
    const value = path.reduce(fieldOf, item)
    const text = textOf(value)
    if (text === undefined || !pattern.test(text)) throw malformed(path.join('.'))
    return text
  })
  return texts.join(':')
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** The items of a batch; refused when it is none. */
export function itemsOf(event: unknown): object[] {
  const list = fieldOf(event, 'notificationItems')
  if (!Array.isArray(list)) throw malformed('notificationItems')
  return list.map((entry: unknown) => {
    const item = fieldOf(entry, 'NotificationRequestItem')
    if (typeof item !== 'object' || item === null) throw malformed('NotificationRequestItem')
    return item
  })
}

/** A field that an object itself holds. */
export function fieldOf(value: unknown, name: string): unknown {
  const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
  return holds ? (value as Record<string, unknown>)[name] : undefined
}

/** The refusal of a batch in which something is not as it should be. */
export function malformed(what: string): Refused {
  return new Refused('WEBHOOK_SIGNATURE_MALFORMED', what)
}
