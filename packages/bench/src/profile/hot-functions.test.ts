import type { Profiler } from 'node:inspector'
import { expect, test } from 'vitest'
import { hotFunctions } from './hot-functions.ts'

function node(id: number, functionName: string, url = ''): Profiler.ProfileNode {
  return { id, callFrame: { functionName, scriptId: '0', url, lineNumber: 9, columnNumber: 0 } }
}

test('time goes to the function that was running and to its package; idle time does not count', () => {
  const profile: Profiler.Profile = {
    startTime: 0,
    endTime: 100,
    nodes: [
      node(1, '(idle)'),
      node(2, 'send', 'file:///home/x/packages/http/dist/index.js'),
      node(3, 'parse'),
      node(4, '(garbage collector)'),
      node(5, 'write', 'file:///home/x/node_modules/.pnpm/undici@8/node_modules/undici/lib/a.js'),
      node(6, '', 'node:internal/deps/undici/undici'),
    ],
    samples: [1, 2, 2, 3, 4, 5, 6],
    timeDeltas: [900, 20, 20, 30, 10, 15, 5],
  }
  const { functions, packages } = hotFunctions(profile)
  expect(functions[0]).toEqual({ name: 'send  http/dist/index.js:10', percent: 40 })
  expect(functions.map(({ name }) => name)).not.toContain('(idle)')
  expect(packages).toEqual([
    { name: 'http', percent: 40 },
    { name: 'V8 and natives', percent: 30 },
    { name: 'undici', percent: 15 },
    { name: 'garbage collection', percent: 10 },
    { name: "Node's undici", percent: 5 },
  ])
})
