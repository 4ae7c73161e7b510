import type { WireObject } from '@veza/protocol'

/** Properties to give what is built; `undefined` leaves an optional one out. Lists and records are taken whole. */
export type Overrides<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** Builds models of one kind, each with the next id and a later date. */
export interface Builder<T> {
  /**
   * Builds the next one.
   *
   * @param overrides - properties it is to have.
   * @throws {@link InvalidRequestError} `INVALID_ARGUMENT` when it has no such property, or not with such a value. A word
   * that an enum does not know is taken: a newer platform may send it.
   */
  (overrides?: Overrides<T>): T
  /**
   * Builds several.
   *
   * @param count - how many.
   * @param overrides - properties they are to have, or a function of their index, from 0.
   */
  many(count: number, overrides?: Overrides<T> | ((index: number) => Overrides<T>)): T[]
  /** Builds the next one as it stands on the wire, for a handler of your own. @param overrides - as for a model. */
  wire(overrides?: Overrides<T>): WireObject
}
