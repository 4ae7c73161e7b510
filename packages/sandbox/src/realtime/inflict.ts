import { closeCodes } from '@veza/protocol/realtime'
import type { RealtimeConnection } from './realtime-connection.ts'
import type { RealtimeFault, RealtimeFaultKind } from './realtime-fault.ts'

type Effects = {
  readonly [K in RealtimeFaultKind]: (
    connection: RealtimeConnection,
    fault: Extract<RealtimeFault, { readonly kind: K }>,
  ) => void
}

const effects: Effects = {
  cut: (connection, { midFrame = false }) => connection.cut(midFrame),
  close: (connection, { code, reason }) => connection.close(code, reason),
  'half-open': (connection) => connection.silence(),
  duplicate: ({ outbox }, { events = 1 }) => outbox.duplicate(events),
  reorder: ({ outbox }, { pairs = 1 }) => outbox.reorder(pairs),
  delay: ({ outbox }, { ms }) => outbox.delay(ms),
  'expire-token': (connection, { inMs = 0 }) => connection.expireIn(inMs),
  goaway: (connection, { retryAfterMs = 1000, windowMs = 5000 }) => connection.goAway(retryAfterMs, windowMs),
  restart(connection, { graceful = true }) {
    if (graceful) connection.close(closeCodes.serviceRestart, 'Restarting')
    else connection.cut(false)
  },
  clear: ({ outbox }) => outbox.clear(),
}

/** Does to a connection what a fault says. */
export function inflict<K extends RealtimeFaultKind>(
  fault: Extract<RealtimeFault, { readonly kind: K }>,
  connection: RealtimeConnection,
): void {
  effects[fault.kind as K](connection, fault)
}
