import * as client from '@veza/client'
import * as resilience from '@veza/resilience'
import { serveSandbox } from '@veza/sandbox/node'
import { expect, test, vi } from 'vitest'
import { entries } from '../src/programs/entries.ts'
import { vectors } from '../src/programs/vectors.ts'
import { chapters } from '../src/suite/chapters.ts'
import { runSuite } from '../src/suite/run-suite.ts'

test('every case passes in this process, from the sources', { timeout: 120_000 }, async () => {
  await using running = await serveSandbox()
  const { url, baseUrl, apiKey } = running
  const { username, password } = running.sandbox
  vi.stubEnv('VEZA_API_KEY', apiKey)
  vi.stubEnv('VEZA_BASE_URL', baseUrl)
  const output: unknown[] = []
  for (const method of ['log', 'error', 'warn'] as const)
    vi.spyOn(console, method).mockImplementation((...parts) => void output.push(...parts))
  const cases = await runSuite(chapters, {
    kind: 'node',
    sandbox: { url, baseUrl, apiKey, username, password },
    entries,
    vectors,
    require: (specifier) => (specifier === '@veza/client' ? client : resilience),
  })
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  expect(cases.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
})
