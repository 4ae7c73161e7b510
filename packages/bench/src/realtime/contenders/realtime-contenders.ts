import type { RealtimeContender } from './realtime-contender.ts'

/** The yardstick: `ws` and `JSON.parse`, of the guide's frames. */
export const bare: RealtimeContender = {
  name: 'ws',
  label: 'ws + JSON.parse',
  kind: 'yardstick',
  adapter: 'bare',
  wire: 'bare',
  package: 'ws',
}

/** Everything that is measured, in the order of the tables. */
export const realtimeContenders: readonly RealtimeContender[] = [
  {
    name: 'veza.v2',
    label: '@veza/realtime, veza.v2',
    kind: 'ours',
    adapter: 'veza',
    wire: 'veza.v2',
    package: '@veza/realtime',
    program: `export { connect } from '@veza/realtime'`,
  },
  {
    name: 'veza.v1',
    label: '@veza/realtime, veza.v1',
    kind: 'ours',
    adapter: 'veza',
    wire: 'veza.v1',
    package: '@veza/realtime',
  },
  bare,
  { ...bare, name: 'ws.v2', label: 'ws + JSON.parse, frames of veza.v2', wire: 'bare.v2' },
  {
    name: 'partysocket',
    label: 'partysocket',
    kind: 'peer',
    adapter: 'partysocket',
    wire: 'bare',
    package: 'partysocket',
    program: `export { WebSocket } from 'partysocket'`,
  },
  {
    name: 'phoenix',
    label: 'phoenix',
    kind: 'peer',
    adapter: 'phoenix',
    wire: 'phoenix',
    package: 'phoenix',
    program: `export { Socket } from 'phoenix'`,
  },
  {
    name: 'supabase',
    label: '@supabase/realtime-js',
    kind: 'peer',
    adapter: 'supabase',
    wire: 'supabase',
    package: '@supabase/realtime-js',
    program: `export { RealtimeClient } from '@supabase/realtime-js'`,
  },
  {
    name: 'socket.io',
    label: 'socket.io-client',
    kind: 'peer',
    adapter: 'socket-io',
    wire: 'socket.io',
    package: 'socket.io-client',
    program: `export { io } from 'socket.io-client'`,
  },
  {
    name: 'centrifuge',
    label: 'centrifuge',
    kind: 'peer',
    adapter: 'centrifuge',
    wire: 'centrifuge',
    package: 'centrifuge',
    program: `export { Centrifuge } from 'centrifuge'`,
  },
]

/** Which yardstick gets the frames of a protocol. */
export const sameFrames: Readonly<Record<string, string>> = {
  bare: 'ws',
  'veza.v1': 'ws',
  'bare.v2': 'ws.v2',
  'veza.v2': 'ws.v2',
}
