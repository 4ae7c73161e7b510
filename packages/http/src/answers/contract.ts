import type { Model, WireObject } from '@veza/protocol'
import type { Issue, Validator } from '@veza/protocol/schema'
import { InvalidResponseError, type Logger } from '@veza/resilience'
import type { Validation } from '../options/http-options.ts'

/** How many different breaches are remembered, so as to tell each only once. */
const mostRemembered = 1000

/** Holds answers against the platform's contract. */
export class Contract {
  readonly #logger: Logger
  readonly #told = new Set<string>()
  #validator: Validator | undefined

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /**
   * Reads one resource; depending on `validation`, what breaks the contract is passed over, told once, or thrown.
   *
   * @throws {@link InvalidResponseError} in `strict` validation.
   */
  async read<T>(model: Model<T>, wire: WireObject, validation: Validation): Promise<T> {
    if (validation !== 'off') {
      const issues = (await this.#load()).check(model, wire)
      if (issues.length > 0 && validation === 'strict') throw breach(model.name, issues)
      for (const issue of issues) this.#tell(model.name, issue)
    }
    return model.read(wire)
  }

  /** Schemas are loaded with the first answer: a client that never validates does not pay for them. */
  async #load(): Promise<Validator> {
    if (this.#validator === undefined) {
      const { Validator } = await import('@veza/protocol/schema')
      this.#validator ??= new Validator()
    }
    return this.#validator
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

function breach(resource: string, issues: readonly Issue[]): InvalidResponseError {
  const list = issues.slice(0, 5).map(({ path, expected }) => `"${path}" should be ${expected}`)
  const more = issues.length > list.length ? ` and ${issues.length - list.length} more` : ''
  return new InvalidResponseError(
    `The ${resource} in the answer breaks the contract: ${list.join('; ')}${more}`,
    {
      code: 'INVALID_RESPONSE',
      details: issues,
      remedy: "Check that baseUrl points at the Veza API; validation: 'warn' takes the answer as it is.",
    },
  )
}
