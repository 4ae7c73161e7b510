import type { Model } from '@veza/protocol'

/** Writes a frame. */
export function encodeFrame<T extends object>(
  type: string,
  model: Pick<Model<T>, 'write'>,
  payload: T,
): string {
  return JSON.stringify({ type, payload: model.write(payload) })
}
