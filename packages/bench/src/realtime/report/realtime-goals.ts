import { figure } from '../../report/figures.ts'
import { atMost, type Goal } from '../../report/goals.ts'
import { bare, realtimeContenders } from '../contenders/realtime-contenders.ts'
import type { ReceiveRow } from '../receive/receive-rows.ts'
import type { RealtimeResults } from '../results/realtime-results.ts'

/** Every goal, held against what was measured. */
export function realtimeGoals(results: RealtimeResults): Goal[] {
  return [
    receiveGoal(results, 'veza.v2'),
    receiveGoal(results, 'veza.v1'),
    ...realtimeContenders
      .filter(({ kind }) => kind === 'peer')
      .map(({ name, label }) => aheadGoal(results, name, label)),
    memoryGoal(results),
    bundleGoal(results),
  ]
}

function receiveGoal({ receive }: RealtimeResults, protocol: string): Goal {
  const text = `A message of ${protocol}, validated, ordered, once, typed: CPU ÷ ws + JSON.parse of the same frames`
  return atMost(text, 1.25, named(receive?.rows, protocol)?.overSameFrames?.median, 2)
}

/** Both of our protocols ahead of a peer. */
function aheadGoal({ receive }: RealtimeResults, peer: string, label: string): Goal {
  const over = (name: string): number | undefined => median(named(receive?.rows, name))
  const theirs = over(peer)
  const ours = [over('veza.v2'), over('veza.v1')].filter((value) => value !== undefined)
  const worst = ours.length < 2 ? undefined : Math.max(...ours)
  return {
    text: `A message of either protocol: cheaper than with ${label}, CPU ÷ ws + JSON.parse`,
    wanted: theirs === undefined ? '–' : `< ${figure(theirs, 2)}`,
    measured: figure(worst, 2),
    met: worst === undefined || theirs === undefined ? undefined : worst < theirs,
  }
}

function memoryGoal({ memory }: RealtimeResults): Goal {
  const kb = (name: string) => named(memory?.rows, name)?.rssKb.median
  const [ours, theirs] = [kb('veza.v2'), kb(bare.name)]
  const above = ours === undefined || theirs === undefined ? undefined : ours - theirs
  return atMost('An idle client with one room: RSS above that of ws, kB', 20, above, 1)
}

function bundleGoal({ size }: RealtimeResults): Goal {
  const bytes = named(size?.rows, 'veza.v2')?.withLazy
  return atMost('Bundle for browsers: gzipped KB', 10, bytes && bytes / 1000, 1)
}

function median(row: ReceiveRow | undefined): number | undefined {
  return row?.overWs?.median
}

function named<Row extends { readonly contender: string }>(
  rows: readonly Row[] | undefined,
  name: string,
): Row | undefined {
  return rows?.find(({ contender }) => contender === name)
}
