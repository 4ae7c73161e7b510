import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { connect } from '../../src/index.ts'
import { impatient } from '../support/live-sandbox.ts'
import { restHistory } from '../support/rest-history.ts'

/** What a slow reader prints: first that it listens, then what it has read. */
export type SlowReaderLine =
  | { readonly listens: true }
  | {
      readonly read: number
      readonly outOfOrder: number
      readonly gaps: number
      readonly connections: number
      /** How much more it held at most than at the beginning, in bytes. */
      readonly held: number
    }

const [url = '', baseUrl = '', apiKey = '', count = '0'] = process.argv.slice(2)
const print = (line: SlowReaderLine): void => console.log(JSON.stringify(line))
const authenticator = { authenticate: () => ({ authorization: `Bearer ${apiKey}` }) }
await using live = await connect({
  ...impatient,
  url,
  authenticator,
  history: restHistory({ baseUrl, apiKey }),
})
const events = live.room(1).events({ bufferSize: 100, onOverflow: 'pause' })
await live.room(1).subscribe()
const before = heldBytes()
const seen = { read: 0, outOfOrder: 0, gaps: 0, held: 0 }
print({ listens: true })
// It reads nothing until it is told to.
process.stdin.resume()
await once(process.stdin, 'end')
for await (const event of events) {
  if (event.type === 'gap') seen.gaps++
  if (event.type !== 'message') continue
  if (Number(event.message.content.split(' ')[0]) !== seen.read) seen.outOfOrder++
  seen.read++
  if (seen.read % 100 === 1) seen.held = Math.max(seen.held, heldBytes() - before)
  await turn()
  if (seen.read === Number(count)) break
}
print({ ...seen, connections: live.stats().connections })

/** What is in use, without its garbage. */
function heldBytes(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
