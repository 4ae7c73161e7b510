import type { WireObject } from '@veza/protocol'
import { lists } from './lists.ts'
import { ways } from './ways.ts'

/** Reads a list again and again for so many milliseconds; gives microseconds of processor time for one list. */
export type Turn = (forMs: number) => number

/**
 * Prepares a way of reading a list of 100, from its JSON.
 *
 * @throws Error when there is no such way or list, or the way finds a fault in what is right.
 */
export function turnTaker(way: string, listName: string): Turn {
  const list = lists[listName]
  const make = ways[way]
  if (list === undefined || make === undefined) throw new Error(`There is no "${way}" of "${listName}"`)
  const text = JSON.stringify({ data: Array.from({ length: 100 }, (_, index) => list.item(index + 1)) })
  const read = make(list)
  const once = (): readonly unknown[] => {
    const { data } = JSON.parse(text) as { data: WireObject[] }
    return read === undefined ? data : data.map((wire) => read(wire))
  }
  if (once().includes(undefined)) throw new Error(`${way} found a fault in ${listName}`)
  return (forMs) => {
    const end = performance.now() + forMs
    const before = process.cpuUsage()
    let times = 0
    do {
      once()
      times++
    } while (performance.now() < end)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / times
  }
}
