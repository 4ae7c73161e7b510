import { parseArgs } from 'node:util'
import { Veza } from '@veza/client'
import { chat } from './chat.ts'

const { values } = parseArgs({
  options: { room: { type: 'string', default: '1' }, as: { type: 'string', default: 'Somebody' } },
})

const veza = new Veza()
await using live = await veza.realtime.connect()
await chat(live.room(Number(values.room)), live, {
  name: values.as,
  input: process.stdin,
  output: process.stdout,
})
// A terminal that stays open would keep the program alive.
process.stdin.destroy()
