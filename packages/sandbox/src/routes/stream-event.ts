/** What a stream's change of status is, as an event; `undefined` where it is none. */
export function streamEvent(before: unknown, after: unknown): string | undefined {
  if (before === after) return undefined
  if (after === 'live') return 'stream.started'
  return after === 'ended' ? 'stream.stopped' : undefined
}
