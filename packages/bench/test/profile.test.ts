import { expect, test } from 'vitest'
import { profileReport } from '../src/profile/profile-report.ts'
import { patience } from './patience.ts'

test('the time of calls is shared out among packages and functions', patience, async () => {
  const [head, ...lines] = (await profileReport('fetch', 'get-64', 0.3)).split('\n')
  expect(head).toBe('fetch, GET of a user (300 B), 64 at once: share of the time')
  const packages = lines.slice(0, lines.indexOf(''))
  const sum = packages.reduce((total, line) => total + Number.parseFloat(line), 0)
  expect(sum).toBeGreaterThan(99)
  expect(sum).toBeLessThan(101)
  expect(packages.join('\n')).toContain("Node's undici")
  await expect(profileReport('fetch', 'get-65')).rejects.toThrow('The cases are get-1, get-64')
})
