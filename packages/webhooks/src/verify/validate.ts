import { Refused } from '../refusals/refused.ts'
import type { SchemaPath, StandardSchema } from './standard-schema.ts'

/** The event as its schema returns it. */
export async function validate<Event>(schema: StandardSchema<Event>, value: unknown): Promise<Event> {
  const result = await schema['~standard'].validate(value)
  if (result.issues === undefined) return result.value
  // A schema's message may quote the value: only the place is told.
  const places = result.issues.slice(0, 5).map(({ path = [] }) => dotted(path) || 'the event itself')
  throw new Refused('WEBHOOK_EVENT_INVALID', places.join(', '))
}

function dotted(path: SchemaPath): string {
  return path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
}
