import { figure, withQuartiles } from '../../report/figures.ts'
import { markdownTable } from '../../report/markdown-table.ts'
import type { MemoryRow } from '../memory/measure-memory.ts'
import type { ReceiveRow } from '../receive/receive-rows.ts'
import type { BundleRow } from '../size/measure-bundles.ts'
import { realtimeLabel } from './realtime-labels.ts'

/** What receiving costs, the cheapest first. */
export function receiveTable(rows: readonly ReceiveRow[]): string {
  return markdownTable(
    ['client', 'CPU ÷ ws + JSON.parse', 'of the same frames', 'CPU µs', 'messages/s'],
    rows
      .toSorted((a, b) => a.cpuUs.median - b.cpuUs.median)
      .map(({ contender, cpuUs, overWs, overSameFrames, perSecond }) => [
        realtimeLabel(contender),
        withQuartiles(overWs, 2),
        withQuartiles(overSameFrames, 2),
        withQuartiles(cpuUs, 2),
        figure(perSecond, 0),
      ]),
  )
}

/** What idle clients hold, the smallest first. */
export function memoryTable(rows: readonly MemoryRow[]): string {
  return markdownTable(
    ['client', 'clients', 'RSS kB', 'RSS kB once V8 has shrunk', 'heap kB'],
    rows
      .toSorted((a, b) => a.rssKb.median - b.rssKb.median)
      .map(({ contender, clients, rssKb, shrunkRssKb, heapKb }) => [
        realtimeLabel(contender),
        String(clients),
        withQuartiles(rssKb, 1),
        withQuartiles(shrunkRssKb, 1),
        withQuartiles(heapKb, 1),
      ]),
  )
}

/** What browsers load, the lightest first. */
export function bundleTable(rows: readonly BundleRow[]): string {
  return markdownTable(
    ['client', 'gzipped KB at once', 'with lazy parts'],
    rows
      .toSorted((a, b) => a.withLazy - b.withLazy)
      .map(({ contender, initial, withLazy }) => [
        realtimeLabel(contender),
        figure(initial / 1000, 1),
        figure(withLazy / 1000, 1),
      ]),
  )
}
