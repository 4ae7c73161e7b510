// What it costs to make models of a list, checks included, beside parsing its JSON. Prints one table.
//
//   node --conditions=@veza/source packages/bench/src/mapping-cost.ts [rounds]
//
// Each way of reading has a process of its own. All take short turns, in an order that changes with each round; a cost
// is compared with what JSON.parse cost in the same round, and the median over the rounds is printed.

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { liveStreamModel, type Model, messageModel, userModel, type WireObject } from '@veza/protocol'
import { Reader } from '@veza/protocol/reader'
import { Validator } from '@veza/protocol/schema'

const warmUpMs = 1500
const sliceMs = 40

interface List {
  readonly model: Model<unknown>
  readonly item: (index: number) => WireObject
}

function time(index: number): string {
  return new Date(Date.UTC(2024, 0, 1) + index * 86_461_000).toISOString().replace('.000Z', 'Z')
}

function user(index: number): WireObject {
  return {
    id: index,
    email: `augusta.ada.lovelace.${index}@analytical-engine.example.com`,
    username: `augusta_ada_lovelace_${index}`,
    first_name: 'Augusta Ada',
    last_name: 'King, Countess of Lovelace',
    roles: ['member', 'moderator'],
    created_at: time(index),
    updated_at: time(index + 1000),
  }
}

const lists: Readonly<Record<string, List>> = {
  users: { model: userModel, item: user },
  'users with a field that is new': {
    model: userModel,
    item: (index) => ({ ...user(index), last_seen_from: 'Marylebone' }),
  },
  messages: {
    model: messageModel,
    item: (index) => ({
      id: index,
      room_id: 123,
      user_id: index % 7,
      content: `Message ${index}: hello from the benchmark, of a common length.`,
      message_type: 'text',
      metadata: { client: 'bench', trace: `c0ffee00-0000-4000-8000-${String(index).padStart(12, '0')}` },
      reply_to_id: null,
      created_at: time(index),
      updated_at: null,
    }),
  },
  'live streams': {
    model: liveStreamModel,
    item: (index) => ({
      id: index,
      title: `Morning talk ${index}`,
      description: `What happened in week ${index}, with guests, music and your calls`,
      user_id: index % 7,
      status: index % 3 === 0 ? 'ended' : 'live',
      category: 'talk',
      visibility: 'public',
      created_at: time(index),
      updated_at: time(index + 1000),
    }),
  },
}

type Read = (wire: WireObject) => unknown

/** Ways of reading, each made for a list's model. The first is the yardstick. */
const ways: Readonly<Record<string, (list: List) => Read | undefined>> = {
  'JSON.parse': () => undefined,
  'generated code, checked': ({ model }) => new Reader({ generateCode: true }).for(model),
  'generated code, validation off': ({ model }) => {
    const read = new Reader({ generateCode: true }).for(model)
    return (wire) => read(wire) ?? model.read(wire)
  },
  'interpreted, checked': ({ model }) => new Reader({ generateCode: false }).for(model),
  'zod, then model.read': ({ model }) => {
    const validator = new Validator()
    return (wire) => (validator.check(model, wire).length === 0 ? model.read(wire) : undefined)
  },
  'by hand, unchecked': () => byHand,
}

/** What one would write for users without an SDK. */
function byHand(wire: WireObject): unknown {
  return {
    id: wire['id'],
    email: wire['email'],
    username: wire['username'],
    firstName: wire['first_name'],
    lastName: wire['last_name'],
    roles: wire['roles'],
    createdAt: new Date(wire['created_at'] as string),
    updatedAt: new Date(wire['updated_at'] as string),
  }
}

/** In the process of one way: takes a turn for each message, and answers with microseconds for one list. */
function takeTurns(way: string, listName: string): void {
  const list = lists[listName] as List
  const text = JSON.stringify({ data: Array.from({ length: 100 }, (_, index) => list.item(index + 1)) })
  const read = ways[way]?.(list)
  let last: unknown
  const once = () => {
    const { data } = JSON.parse(text) as { data: WireObject[] }
    last = read === undefined ? data : data.map((wire) => read(wire))
  }
  const turn = (ms: number) => {
    const end = performance.now() + ms
    const before = process.cpuUsage()
    let lists = 0
    for (; performance.now() < end; lists++) once()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / lists
  }
  turn(warmUpMs)
  if (Array.isArray(last) && last.includes(undefined)) throw new Error(`${way} found a fault in ${listName}`)
  process.on('message', () => process.send?.(turn(sliceMs)))
  process.send?.('ready')
}

async function measure(listName: string, rounds: number): Promise<Map<string, number[]>> {
  const names = Object.keys(ways).filter((way) => way !== 'by hand, unchecked' || listName === 'users')
  const processes = new Map<string, ChildProcess>()
  const costs = new Map<string, number[]>(names.map((name) => [name, []]))
  try {
    for (const name of names) {
      const child = fork(import.meta.filename, [name, listName])
      processes.set(name, child)
      await once(child, 'message')
    }
    for (let round = 0; round < rounds; round++) {
      for (const name of round % 2 === 0 ? names : names.toReversed()) {
        const child = processes.get(name) as ChildProcess
        child.send('turn')
        const [cost] = (await once(child, 'message')) as [number]
        costs.get(name)?.push(cost)
      }
    }
  } finally {
    for (const child of processes.values()) child.disconnect()
  }
  return costs
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2
}

async function main(rounds: number): Promise<void> {
  console.log('| list of 100 | way | µs with JSON.parse | cost ÷ JSON.parse |\n| --- | --- | ---: | ---: |')
  for (const listName of Object.keys(lists)) {
    const costs = await measure(listName, rounds)
    const parse = costs.get('JSON.parse') ?? []
    for (const [way, us] of costs) {
      const above = us.map((cost, round) => cost / (parse[round] ?? Number.NaN) - 1)
      console.log(`| ${listName} | ${way} | ${median(us).toFixed(0)} | ${median(above).toFixed(2)} |`)
    }
  }
}

const [way, listName] = process.argv.slice(2)
if (way !== undefined && listName !== undefined) takeTurns(way, listName)
else await main(Number(way ?? 41))
