import { keepUnknown, type Model, type WireObject } from '../model/model.ts'
import { generatedRead } from './generated-read.ts'
import { interpretedRead } from './interpreted-read.ts'
import { mayGenerateCode } from './may-generate-code.ts'
import type { Read } from './read.ts'

/** How a {@link Reader} works. */
export interface ReaderOptions {
  /**
   * Whether to generate code for each model, which is four times as fast as doing without; the results are the same.
   *
   * @defaultValue `true` on Node, Bun and Deno, where they allow it; `false` in browsers and workers
   */
  readonly generateCode?: boolean
}

/**
 * Reads objects of the wire into models, and checks them in the same pass. Prepares each model once, when it is first
 * needed. Does without schemas: ask `Validator` of `@veza/protocol/schema` what is wrong with an object.
 *
 * @example
 * ```ts
 * import { roomModel } from '@veza/protocol'
 * import { Reader } from '@veza/protocol/reader'
 *
 * const readRoom = new Reader().for(roomModel)
 * console.log(readRoom({ id: 123, name: 'General' })?.name) // General
 * console.log(readRoom({ id: 'x', name: 'General' })) // undefined: the id is none
 * ```
 */
export class Reader {
  readonly #reads = new Map<object, Read<unknown>>()
  #generates: boolean | undefined

  /** @param options - see {@link ReaderOptions}. */
  constructor(options: ReaderOptions = {}) {
    this.#generates = options.generateCode
  }

  /**
   * The function that reads one model's objects.
   *
   * @param model - the model of the resource they should be.
   */
  for<T>(model: Model<T>): Read<T> {
    let read = this.#reads.get(model)
    if (read === undefined) {
      this.#generates ??= mayGenerateCode()
      read = this.#generates ? generatedRead(model.columns) : interpretedRead(model.columns)
      this.#reads.set(model, read)
    }
    return read as Read<T>
  }

  /**
   * The names of an object's fields that its model does not know; {@link Reader.for} tells them only of objects that it
   * can read.
   *
   * @param model - the model of the resource it should be.
   * @param wire - the object, as JSON gives it.
   */
  unknownFields(model: Pick<Model<unknown>, 'wireFields'>, wire: WireObject): string[] {
    const names: string[] = []
    keepUnknown({}, wire, new Set(Object.keys(model.wireFields)), (name) => names.push(name))
    return names
  }
}
