import type { StandardSchema } from './standard-schema.ts'

/** The event as its schema returns it. */
export async function validate<Event>(schema: StandardSchema<Event>, value: unknown): Promise<Event> {
  const result = await schema['~standard'].validate(value)
  if (result.issues === undefined) return result.value
  throw (await import('../refusals/event-invalid.ts')).eventInvalid(result.issues)
}
