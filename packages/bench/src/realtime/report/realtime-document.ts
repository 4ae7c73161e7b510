import { goalSection, sectionWriter } from '../../report/document.ts'
import type { RealtimeResults } from '../results/realtime-results.ts'
import { realtimeGoals } from './realtime-goals.ts'
import { bundleTable, memoryTable, receiveTable } from './realtime-tables.ts'

const head = `# Realtime benchmarks

Made by \`pnpm bench:realtime\` from what it measured; do not edit it here.
[How it is measured](../packages/bench/README.md#realtime).`

const notes = {
  receive: `The client's processor time for each message, over that of \`ws\` and \`JSON.parse\` in the same round: median
of the rounds, with quartiles. Everyone gets the same message of 200 bytes, in frames of its own protocol, from a server
that has encoded them before. \`@veza/realtime\` runs its whole path: it checks the message against its model, makes a
\`Date\` of its time, sees that none is missing and none comes twice, and calls a typed listener. No peer validates, and
none was asked to look for gaps.

The frames of \`veza.v2\` are longer than the guide's: they have an epoch and a number. "Of the same frames" is the cost
over \`ws\` and \`JSON.parse\` of the very frames that the client got.`,
  memory: `What each of many idle clients holds, connected and with one room. RSS has the room that V8 keeps for young
objects: it grows while clients connect, up to a limit of the process, not of a client. The next column is RSS after V8
was made to give it back, before and after the clients that are measured.`,
  size: `A program that does nothing but name the client, bundled by rolldown for browsers, minified and gzipped. Peers
are weighed as they are imported in general; \`socket.io-client\` has long polling in it, \`phoenix\` too.`,
}

/** The whole page: the goals, then every table. */
export function realtimeDocument(results: RealtimeResults): string {
  return `${[head, ...realtimeTexts(results)].join('\n\n')}\n`
}

/** The goals and the tables of what was measured. */
export function realtimeTexts(results: RealtimeResults): string[] {
  const section = sectionWriter()
  return [
    goalSection(realtimeGoals(results)),
    ...section('Receiving', notes.receive, results.receive, (rows) => [receiveTable(rows)]),
    ...section('Memory', notes.memory, results.memory, (rows) => [memoryTable(rows)]),
    ...section('Size', notes.size, results.size, (rows) => [bundleTable(rows)]),
  ]
}
