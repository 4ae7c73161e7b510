import type { FieldKind, Model, WireObject } from '@veza/protocol'
import { Validator } from '@veza/protocol/schema'
import { InvalidRequestError } from '@veza/resilience'
import type { Builder, Overrides } from './builder.ts'

/** What makes one model differ from the next. */
export interface Place {
  /** Its number, and its id: from the first id up. */
  readonly number: number
  /** Its date: a minute later for each. */
  readonly at: Date
}

const minuteMs = 60_000

/** Makes builders whose ids and dates begin at the same place. Each counts for itself. */
export class Series {
  readonly #validator = new Validator()
  readonly #firstId: number
  readonly #from: Date

  constructor(firstId: number, from: Date) {
    this.#firstId = firstId
    this.#from = from
  }

  /**
   * @param name - the builder's, for messages.
   * @param defaults - every property of the model at a place.
   */
  builder<T extends object>(
    name: string,
    model: Model<T>,
    defaults: (place: Place) => Required<T>,
  ): Builder<T> {
    let next = this.#firstId
    const wire = (overrides: Overrides<T> = {}) => {
      const number = next
      const at = new Date(this.#from.getTime() + (number - this.#firstId) * minuteMs)
      const complete = defaults({ number, at })
      refuseUnknown(name, model, complete, overrides)
      const built = model.write({ ...complete, ...overrides } as Partial<T>)
      this.#refuseInvalid(name, model, built)
      // Only now: what was refused leaves no gap.
      next++
      return built
    }
    const build = (overrides?: Overrides<T>) => model.read(wire(overrides))
    const many: Builder<T>['many'] = (count, overrides = {}) =>
      Array.from({ length: checkedCount(name, count) }, (_, index) =>
        build(typeof overrides === 'function' ? overrides(index) : overrides),
      )
    return Object.assign(build, { many, wire })
  }

  #refuseInvalid(name: string, model: Pick<Model<unknown>, 'read' | 'wireFields'>, built: WireObject): void {
    const [issue] = this.#validator
      .check(model, built)
      .filter(({ path }) => !(isEnum(model.wireFields[path]) && typeof built[path] === 'string'))
    if (issue === undefined) return
    const [wireName = ''] = issue.path.split('.')
    const [property] = Object.keys(Object(model.read({ [wireName]: null })))
    throw invalid(`${name}: "${property}" is not valid`, `On the wire it should be ${issue.expected}.`)
  }
}

function refuseUnknown(name: string, model: { readonly name: string }, known: object, given: object): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw invalid(`${name}: that is not an object`, 'Pass the properties to set: { id: 7 }.')
  }
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(known, key))
  if (unknown === undefined) return
  throw invalid(`${name}: a ${model.name} has no "${unknown}"`, `It has ${Object.keys(known).join(', ')}.`)
}

function checkedCount(name: string, count: number): number {
  if (Number.isInteger(count) && count >= 0) return count
  throw invalid(`${name}.many: that is not a count`, 'Pass a whole number, 0 or more.')
}

function isEnum(kind: FieldKind | undefined): boolean {
  if (kind?.type === 'optional' || kind?.type === 'nullable') return isEnum(kind.of)
  return kind?.type === 'enum'
}

function invalid(message: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(`${message}. ${remedy}`, { code: 'INVALID_ARGUMENT', remedy })
}
