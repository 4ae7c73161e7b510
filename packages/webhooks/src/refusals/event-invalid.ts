import type { SchemaPath } from '../verify/standard-schema.ts'
import { Refused } from './refused.ts'

/** The refusal of an event that breaks its schema. A schema's message may quote the value: only the places are told. */
export function eventInvalid(issues: readonly { readonly path?: SchemaPath | undefined }[]): Refused {
  const places = issues.slice(0, 5).map(({ path = [] }) => dotted(path) || 'the event itself')
  return new Refused('WEBHOOK_EVENT_INVALID', places.join(', '))
}

function dotted(path: SchemaPath): string {
  return path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
}
