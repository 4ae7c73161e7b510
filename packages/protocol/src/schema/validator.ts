import type * as z from 'zod/mini'
import type { Model } from '../model/model.ts'
import { schemaFor } from './schema-for.ts'

/** One way in which a wire value differs from its schema. Quotes no value, so that it can be logged. */
export interface Issue {
  /** Where, as a dotted path from the resource: `roles.0`; empty for the resource itself. */
  readonly path: string
  /** What the schema wants there. */
  readonly expected: string
}

/**
 * Checks wire values against their models' schemas. Builds each schema once, when it is first needed: schemas are dear
 * to build.
 *
 * @example
 * ```ts
 * import { userModel } from '@veza/protocol'
 * import { Validator } from '@veza/protocol/schema'
 *
 * const validator = new Validator()
 * console.log(validator.check(userModel, { id: 'x' }))
 * ```
 */
export class Validator {
  readonly #schemas = new Map<object, z.ZodMiniType>()

  /**
   * What is wrong with a wire value: an empty list when nothing is.
   *
   * @param model - the model of the resource it should be.
   * @param wire - the value.
   * @returns one issue for each difference. Never throws.
   */
  check(model: Pick<Model<unknown>, 'wireFields'>, wire: unknown): Issue[] {
    let schema = this.#schemas.get(model)
    if (schema === undefined) {
      schema = schemaFor(model)
      this.#schemas.set(model, schema)
    }
    const result = schema.safeParse(wire)
    if (result.success) return []
    return result.error.issues.map((issue) => ({ path: issue.path.join('.'), expected: expectation(issue) }))
  }
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`
    case 'invalid_union':
      return [...new Set(issue.errors.flat().map(expectation))].join(' or ')
    default:
      return issue.message
  }
}
