import type { Model, WireObject } from '@veza/protocol'
import type { Reader } from '@veza/protocol/reader'
import type { Issue, Validator } from '@veza/protocol/schema'
import type { Logger } from '@veza/resilience'
import type { Validation } from '../options/http-options.ts'
import { breach } from './breach.ts'
import { unknownField } from './unknown-field.ts'

/** How many different breaches are remembered, so as to tell each only once. */
const mostRemembered = 1000

/** Reads resources, and holds them against the platform's contract. */
export class Contract {
  readonly #logger: Logger
  readonly #told = new Set<string>()
  #reader: Reader | undefined
  #validator: Validator | undefined

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /**
   * Reads one resource; depending on `validation`, what breaks the contract is passed over, told once, or thrown.
   *
   * @returns a promise only where something must be loaded first.
   * @throws {@link InvalidResponseError} in `strict` validation.
   */
  read<T>(model: Model<T>, wire: WireObject, validation: Validation): T | Promise<T> {
    const models = this.readAll(model, [wire], validation)
    return Array.isArray(models) ? (models[0] as T) : models.then(([first]) => first as T)
  }

  /** Reads the resources of a page, as {@link Contract.read} reads one. */
  readAll<T>(model: Model<T>, wires: readonly WireObject[], validation: Validation): T[] | Promise<T[]> {
    const reader = this.#reader
    return reader === undefined
      ? this.#loadReader().then((loaded) => this.#readWith(loaded, model, wires, validation))
      : this.#readWith(reader, model, wires, validation)
  }

  #readWith<T>(
    reader: Reader,
    model: Model<T>,
    wires: readonly WireObject[],
    validation: Validation,
  ): T[] | Promise<T[]> {
    const read = reader.for(model)
    const unknown = new Set<string>()
    const note = validation === 'off' ? undefined : (name: string) => void unknown.add(name)
    const broken: WireObject[] = []
    const models = wires.map((wire) => {
      const value = read(wire, note)
      if (value !== undefined) return value
      broken.push(wire)
      return model.read(wire)
    })
    if (validation === 'off' || (unknown.size === 0 && broken.length === 0)) return models
    if (validation === 'strict')
      return this.#judge((validator) => refuse(reader, validator, model, wires), models)
    for (const name of unknown) this.#tell(model.name, unknownField(name))
    if (broken.length === 0) return models
    return this.#judge((validator) => {
      for (const wire of broken)
        for (const issue of issuesOf(reader, validator, model, wire)) this.#tell(model.name, issue)
    }, models)
  }

  /** Loaded with the first answer: a client that never calls does not pay for it. */
  async #loadReader(): Promise<Reader> {
    const { Reader } = await import('@veza/protocol/reader')
    this.#reader ??= new Reader()
    return this.#reader
  }

  /** Schemas are loaded with the first answer that breaks the contract: they are not needed to see that one does. */
  #judge<T>(judge: (validator: Validator) => void, models: T[]): T[] | Promise<T[]> {
    if (this.#validator === undefined) {
      return import('@veza/protocol/schema').then(({ Validator }) => {
        this.#validator ??= new Validator()
        return this.#judge(judge, models)
      })
    }
    judge(this.#validator)
    return models
  }

  #tell(resource: string, issue: Issue): void {
    const path = issue.path.replace(/\d+/g, '*')
    const print = `${resource} ${path} ${issue.expected}`
    if (this.#told.has(print) || this.#told.size >= mostRemembered) return
    this.#told.add(print)
    this.#logger.warn(
      { resource, path, expected: issue.expected },
      'veza: an answer differs from the contract',
    )
  }
}

function refuse<T>(
  reader: Reader,
  validator: Validator,
  model: Model<T>,
  wires: readonly WireObject[],
): void {
  for (const [index, wire] of wires.entries()) {
    const issues = issuesOf(reader, validator, model, wire)
    if (issues.length > 0) throw breach(model.name, issues, wires.length > 1 ? index : undefined)
  }
}

function issuesOf<T>(reader: Reader, validator: Validator, model: Model<T>, wire: WireObject): Issue[] {
  return [...validator.check(model, wire), ...reader.unknownFields(model, wire).map(unknownField)]
}
