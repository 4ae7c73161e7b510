import type { WireObject } from '../model/model.ts'

/**
 * Reads and checks an object of the wire in one pass.
 *
 * @param wire - the object, as JSON gives it.
 * @param onUnknown - is told the name of each field that the contract does not know; the model keeps them.
 * @returns the model, or `undefined` where a field breaks the contract: `Validator` tells which, `model.read` reads the
 * rest.
 */
export type Read<T> = (wire: WireObject, onUnknown?: (name: string) => void) => T | undefined
