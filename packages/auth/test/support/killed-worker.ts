import { link, open, unlink } from 'node:fs/promises'
import { systemClock } from '@veza/resilience'
import { FileTokenStore } from '../../src/node/file-token-store.ts'
import type { DiskWrites } from '../../src/node/numbered-files.ts'
import { Session } from '../../src/session/session.ts'
import { httpExchange } from './http-exchange.ts'
import { request } from './session-rig.ts'

/** Refreshes once, and kills itself at the n-th write to the disk: before it, after it, or in the middle. */
const [directory = '', url = '', point = ''] = process.argv.slice(2)
let left = Number(point)

function step(): void {
  if (left-- === 0) process.kill(process.pid, 'SIGKILL')
}

function around<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    step()
    const result = await call(...args)
    step()
    return result
  }
}

const disk: DiskWrites = {
  open: async (...args: Parameters<typeof open>) => {
    step()
    const file = await open(...args)
    const write = file.writeFile.bind(file)
    file.writeFile = async (data) => {
      const text = typeof data === 'string' ? data : ''
      await write(text.slice(0, text.length / 2))
      step()
      await write(text.slice(text.length / 2))
      step()
    }
    const sync = file.sync.bind(file)
    file.sync = around(sync)
    return file
  },
  link: around(link) as typeof link,
  unlink: around(unlink) as typeof unlink,
}

const session = new Session({
  key: 'grant',
  store: new FileTokenStore(directory, systemClock, disk),
  exchange: httpExchange(url),
  timing: { refreshTimeoutMs: 5000, minRefreshIntervalMs: 0 },
  clock: systemClock,
  random: Math.random,
})
await session.authenticate(request)
// No such point: one refresh has fewer writes.
process.stdout.write(`${left}`)
