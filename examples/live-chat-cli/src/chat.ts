import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { isVezaError, type RealtimeClient, type RealtimeRoom } from '@veza/client'
import { lineFor } from './line-for.ts'

/** Who talks, and where lines come from and go to. */
interface Terminal {
  readonly name: string
  readonly input: Readable
  readonly output: Writable
}

/** Talks in a room until the input ends or says `/quit`. */
export async function chat(room: RealtimeRoom, live: RealtimeClient, terminal: Terminal): Promise<void> {
  const { name, input, output } = terminal
  const print = (line: string | undefined) => void (line !== undefined && output.write(`${line}\n`))
  live.on('state', ({ state }) => state === 'waiting' && print('* the connection is gone, trying again …'))
  live.on('state', ({ state }) => state === 'ready' && print('* back'))

  const events = room.events()
  const shown = (async () => {
    for await (const event of events) print(lineFor(event, name))
  })()
  await room.subscribe()
  print(`* ${name} is in room ${room.id}`)

  const said: Promise<void>[] = []
  for await (const line of createInterface({ input })) {
    if (line === '/quit') break
    if (line === '/state') print(`* ${live.state}`)
    else if (line === '/typing') room.typing()
    else if (line.trim() !== '') said.push(say(room, name, line, print))
  }
  await Promise.all(said)
  await events.return()
  await shown
}

/** Sends a line; whoever typed it goes on typing. */
async function say(
  room: RealtimeRoom,
  name: string,
  line: string,
  print: (line: string) => void,
): Promise<void> {
  try {
    await room.send({ content: line, metadata: { from: name } })
  } catch (error) {
    if (isVezaError(error)) print(`! not sent: ${error.message} ${error.remedy}`)
    else throw error
  }
}
