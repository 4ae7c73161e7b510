import type * as z from 'zod/mini'

/** One way in which a wire value differs from its schema. Quotes no value, so that it can be logged. */
export interface Issue {
  /** Where, as a dotted path from the resource: `roles.0`; empty for the resource itself. */
  readonly path: string
  /** What the schema wants there. */
  readonly expected: string
}

/** Checks `wire` against `schema`. */
export function issuesOf(schema: z.ZodMiniType, wire: unknown): Issue[] {
  const result = schema.safeParse(wire)
  if (result.success) return []
  return result.error.issues.map((issue) => ({ path: issue.path.join('.'), expected: expectation(issue) }))
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.expected
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`
  if (issue.code === 'invalid_format') return issue.format === 'regex' ? 'digits' : issue.format
  if (issue.code === 'too_small') return `at least ${issue.minimum}`
  if (issue.code === 'invalid_union') return unionExpectation(issue.errors)
  return issue.code
}

function unionExpectation(branches: readonly (readonly z.core.$ZodIssue[])[]): string {
  return [...new Set(branches.flat().map(expectation))].join(' or ')
}
