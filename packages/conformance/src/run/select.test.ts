import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Runtime } from './runtime.ts'
import { runtimes } from './runtimes.ts'
import { select } from './select.ts'

const launch = { program: 'x', args: [] }
const here: Runtime = { name: 'here', label: 'Here', kind: 'node', launch: () => launch, remedy: '' }
const gone: Runtime = { ...here, name: 'gone', label: 'Gone', launch: () => undefined, remedy: 'Get it.' }

test('what is not installed is missing only when it was asked for', () => {
  expect(select([here, gone], { only: ['here', 'gone'] }, '/')).toEqual({
    ready: [{ runtime: here, launch }],
    missing: ['Gone is not installed. Get it.'],
  })
  expect(select([here, gone], { only: ['here'] }, '/').missing).toEqual([])
})

test('every runtime is named once, and is started by a program that is there', () => {
  const names = runtimes.map(({ name }) => name)
  expect(names).toEqual(['node-22', 'node-24', 'node-26', 'bun', 'deno', 'workerd', 'chromium'])
  const { ready, missing } = select(runtimes, { only: names }, '/suite')
  expect(ready.length + missing.length).toBe(7)
  for (const { launch } of ready) expect(existsSync(launch.program)).toBe(true)
  for (const text of missing) expect(text).toMatch(/ is not installed\. \w/)
})
