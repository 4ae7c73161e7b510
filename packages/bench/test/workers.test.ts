import { expect, test } from 'vitest'
import { answering } from '../src/processes/answering.ts'
import { createTasks } from '../src/processes/tasks.ts'
import { startWorker } from '../src/processes/worker.ts'
import { fromSource } from './from-source.ts'
import { patience } from './patience.ts'

test(
  'a worker serves, another loads a contender, checks its answers and measures a slice of its calls',
  patience,
  async () => {
    await using server = startWorker(fromSource)
    await using booth = startWorker(fromSource)
    const baseUrl = await server.run('serve', undefined)
    expect(await booth.run('load', { name: 'veza', baseUrl })).toEqual(['get', 'list', 'post'])
    const cost = await booth.run('slice', { name: 'veza', call: 'get', concurrency: 4, requests: 40 })
    expect(cost.cpuUs).toBeGreaterThan(0)
    expect(cost.p99Ms).toBeGreaterThanOrEqual(cost.p50Ms)
    expect(cost.perSecond).toBeGreaterThan(0)
  },
)

test('a task that fails rejects with the reason of the other process', patience, async () => {
  await using worker = startWorker(fromSource)
  const slice = { name: 'veza', call: 'get', concurrency: 1, requests: 1 } as const
  await expect(worker.run('slice', slice)).rejects.toThrow('veza was not loaded')
})

test('a process that ends rejects what it was asked, and what it is asked after', patience, async () => {
  const worker = startWorker(fromSource)
  const exam = worker.run('exam', { name: 'fetch' })
  const ended = expect(exam).rejects.toThrow('the process ended')
  await worker[Symbol.asyncDispose]()
  await ended
  await expect(worker.run('serve', undefined)).rejects.toThrow('the process ended')
  await worker[Symbol.asyncDispose]()
})

test('the tasks themselves: a server, a contender, slices and what they leave', patience, async () => {
  const answer = answering(createTasks())
  const served = await answer({ task: 'serve', input: undefined })
  const baseUrl = served.ok ? served.output : undefined
  expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(await answer({ task: 'load', input: { name: 'fetch', baseUrl } })).toMatchObject({ ok: true })
  const slice = { name: 'fetch', call: 'list', concurrency: 2, requests: 4 }
  expect(await answer({ task: 'slice', input: slice })).toMatchObject({ ok: true })
  const read = { way: 'JSON.parse', list: 'users', forMs: 1 }
  expect(await answer({ task: 'read', input: read })).toEqual({ ok: true, output: expect.any(Number) })
  const leaks = await answer({ task: 'leaks', input: { name: 'fetch', calls: 20, sharedSignal: true } })
  expect(leaks).toMatchObject({ ok: true, output: { calls: 20, sharedSignal: true } })
})

test(
  'a contender whose answers are not the server’s is refused: it would win every race',
  patience,
  async () => {
    const answer = answering(createTasks())
    // An empty port: nothing can be right.
    const refused = await answer({ task: 'load', input: { name: 'fetch', baseUrl: 'http://127.0.0.1:1' } })
    expect(refused).toMatchObject({ ok: false })
    expect(await answer({ task: 'load', input: { name: 'unheard', baseUrl: '' } })).toMatchObject({
      ok: false,
    })
  },
)
