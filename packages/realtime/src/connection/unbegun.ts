import type { LinkEnd } from './link.ts'

/** The end of a connection that was never begun. */
export function unbegun(cause: unknown): LinkEnd {
  // The server said nothing, about subprotocols neither.
  const said = { noSubprotocol: false, accepted: false, silent: false, exact: false, stoodMs: 0 }
  return { code: 1006, reason: '', cause, ...said }
}
