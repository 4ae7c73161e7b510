import { closeCodes } from '@veza/protocol/realtime'
import { closeActions, type RealtimeState, transitions } from '@veza/realtime'
import type { GeneratedFile } from './generators.ts'

const head = `# States, close codes and reconnecting

The picture and the tables are made from the code of \`@veza/realtime\`; do not edit them here.

`

const meanings: Readonly<Record<RealtimeState, string>> = {
  idle: 'not begun',
  connecting: 'opening a socket, until the server has shown that it accepts the token',
  resuming: 'asking for the rooms, and for what was missed',
  ready: 'all is as it should be',
  waiting: 'until the next attempt to connect',
  closing: 'until the server has answered the closing handshake, 2 s at most',
  closed: 'for good',
}

const actions: Readonly<Record<string, string>> = {
  reconnect: 'another connection',
  refresh:
    'another token and another connection, once; then the conversation ends with `WEBSOCKET_AUTH_FAILED`',
  fail: 'the conversation ends',
}

const reconnecting = `
## Reconnecting

- The first delay is drawn from 0 to 5 s (\`reconnect.firstDelayMs\`), so that the clients of a server that went down do
  not come back all at once. The next ones are drawn below a ceiling that doubles up to 30 s.
- A server that says how long to wait is obeyed: by \`retry_after_ms=…\` in the reason of a close, by \`Retry-After\` on a
  handshake that it refuses (Node), by \`goaway\`.
- Counting begins anew when the conversation is \`ready\`, never when a socket opens.
- After \`reconnect.maxAttempts\` in a row, or \`reconnect.giveUpAfterMs\` (a day), the conversation ends with
  \`REALTIME_GAVE_UP\`. \`connect()\` itself gives up after \`startTimeoutMs\` (30 s).
- A server that is silent is asked for a sign of life, and given up after \`deadAfterMs\` (10 s): by a ping of the protocol
  on Node, by a \`ping\` frame with \`veza.v2\`. Elsewhere the guide's protocol has no way to ask.
- In browsers the next attempt follows at once when the network is back.
- Subscriptions are kept, not frames: each connection asks for the rooms that are wanted then.
- A frame of more than \`maxFrameBytes\` ends its connection; should the same come again, the conversation ends with
  \`REALTIME_FRAME_TOO_LARGE\`. Any other frame that cannot be read is counted and told by an \`error\` event.
`

/** `docs/realtime/states.md`, from the table of transitions and the table of close codes. */
export function realtimeStates(): GeneratedFile {
  const content = `${head}${picture()}\n\n${stateTable()}\n\n${stepTable()}\n\n${closeTable()}\n${reconnecting}`
  return { path: 'docs/realtime/states.md', content }
}

const rows = Object.entries(transitions)

function picture(): string {
  const arrows = rows.flatMap(([state, steps]) =>
    Object.entries(steps)
      .filter(([, next]) => next !== undefined && next !== 'same')
      .map(([step, next]) => `  ${state} --> ${next} : ${step}`),
  )
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> idle', ...arrows, '  closed --> [*]', '```'].join('\n')
}

function stateTable(): string {
  const lines = rows.map(([state]) => `| \`${state}\` | ${meanings[state as RealtimeState]} |`)
  return ['| state | what it is doing |', '| --- | --- |', ...lines].join('\n')
}

/** Every state with every step: a dash where a step cannot happen. */
function stepTable(): string {
  const steps = Object.keys(transitions.idle)
  const lines = rows.map(
    ([state, next]) =>
      `| \`${state}\` | ${steps.map((step) => next[step as keyof typeof next] ?? '–').join(' | ')} |`,
  )
  return [
    `| state | ${steps.map((step) => `\`${step}\``).join(' | ')} |`,
    `| --- | ${steps.map(() => '---').join(' | ')} |`,
    ...lines,
  ].join('\n')
}

function closeTable(): string {
  const names = new Map(Object.entries(closeCodes).map(([name, code]) => [code as number, spaced(name)]))
  const lines = Object.entries(closeActions).map(
    ([code, action]) => `| ${code} | ${names.get(Number(code))} | ${actions[action]} |`,
  )
  const any = `| any other | | ${actions['reconnect']} |`
  return ['## Close codes\n', '| code | meaning | what follows |', '| --- | --- | --- |', ...lines, any].join(
    '\n',
  )
}

function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
