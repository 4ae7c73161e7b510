import type { QueryParameter } from './operation.ts'

const limit: QueryParameter = {
  description: 'How many items a page has.',
  schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
}

/** The parameters of a list with numbered pages. */
export const pageQuery: Readonly<Record<string, QueryParameter>> = {
  page: { description: 'Which page.', schema: { type: 'integer', minimum: 1, default: 1 } },
  limit,
}

/** The parameters of a list whose pages begin after so many items. */
export const offsetQuery: Readonly<Record<string, QueryParameter>> = {
  offset: {
    description: 'How many items to pass over.',
    schema: { type: 'integer', minimum: 0, default: 0 },
  },
  limit,
}

/** The parameters of a list that goes back from a message. */
export const beforeQuery: Readonly<Record<string, QueryParameter>> = {
  before_id: {
    description: 'Only messages older than this one.',
    schema: { type: 'integer', format: 'int64', minimum: 1 },
  },
  limit,
}

/** A filter by a text. */
export function textFilter(description: string): QueryParameter {
  return { description, schema: { type: 'string' } }
}

/** A filter by an id. */
export function idFilter(description: string): QueryParameter {
  return { description, schema: { type: 'integer', format: 'int64' } }
}

/** A filter by a time. */
export function timeFilter(description: string): QueryParameter {
  return { description, schema: { type: 'string', format: 'date-time' } }
}
