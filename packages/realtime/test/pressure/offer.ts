import { setImmediate as turn } from 'node:timers/promises'
import { isVezaError } from '@veza/resilience'
import { connect, type QueueOptions } from '../../src/index.ts'
import { impatient } from '../support/live-sandbox.ts'
import { DeafServer } from './deaf-server.ts'

/** What came of offering a peer that does not read more than it can take. */
export interface OfferReport {
  readonly offeredBytes: number
  /** Sends by what they came to: `sent`, or the code of an error. */
  readonly outcomes: Readonly<Record<string, number>>
  /** The most that was queued at a time. */
  readonly mostQueued: { readonly messages: number; readonly bytes: number }
  /** By how much the process grew at most, in bytes. */
  readonly growth: number
}

/** What to offer. */
export interface Offer {
  readonly protocol: 'veza.v1' | 'veza.v2'
  readonly whenFull: NonNullable<QueueOptions['whenFull']>
  readonly bytes: number
}

const content = 'x'.repeat(64 * 1024)
const anHour = 3_600_000

/** Offers messages to a peer that reads nothing, and closes. @param collect - collects garbage. */
export async function offer({ protocol, whenFull, bytes }: Offer, collect: () => void): Promise<OfferReport> {
  await using server = await DeafServer.listen()
  const patient = { deadAfterMs: anHour, sendTimeoutMs: anHour }
  const queue = { whenFull }
  const live = await connect({ ...impatient, ...patient, url: server.url, protocol, queue })
  const room = live.room(1)
  const outcomes: Record<string, number> = {}
  const count = (outcome: string) => {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }
  const failed = (error: unknown) => count(isVezaError(error) ? error.code : 'no VezaError')
  const sends: Promise<void>[] = []
  const messages = bytes / content.length
  const most = { messages: 0, bytes: 0, rss: 0 }
  collect()
  const before = process.memoryUsage().rss
  for (let message = 0; message < messages; message++) {
    sends.push(room.send({ content }).then(() => count('sent'), failed))
    if (message % 16 !== 0) continue
    await turn()
    const { queued } = live.stats()
    most.messages = Math.max(most.messages, queued.messages)
    most.bytes = Math.max(most.bytes, queued.bytes)
    most.rss = Math.max(most.rss, process.memoryUsage().rss)
  }
  const closing = live.close()
  server.cut()
  await closing
  await Promise.all(sends)
  return {
    offeredBytes: sends.length * content.length,
    outcomes,
    mostQueued: { messages: most.messages, bytes: most.bytes },
    growth: most.rss - before,
  }
}
