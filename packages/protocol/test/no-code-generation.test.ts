import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const program = `
import { userModel } from '@veza/protocol'
import { Reader } from '@veza/protocol/reader'
import { Validator } from '@veza/protocol/schema'

let forbidden = false
try { new Function('') } catch { forbidden = true }
const user = { id: '7', email: 'a@b.c', username: 'a', roles: ['x'], created_at: '2024-01-01T00:00:00Z', more: 1 }
const read = new Reader().for(userModel)
console.log(JSON.stringify({
  forbidden,
  model: read(user),
  broken: read({ ...user, id: 'x' }) === undefined,
  issues: new Validator().check(userModel, { ...user, id: 'x' }),
}))`

/** Runs the program as a user would, from this package. */
async function run(...flags: string[]): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [...flags, '--conditions=@veza/source', '--input-type=module', '--eval', program],
    { cwd: import.meta.dirname, env: { ...process.env, NODE_OPTIONS: '' } },
  )
  expect(stderr).toBe('')
  return JSON.parse(stdout) as Record<string, unknown>
}

test('a runtime that forbids code generation reads the same, and nothing is said of it', async () => {
  const free = await run()
  const forbidden = await run('--disallow-code-generation-from-strings')
  expect(free).toMatchObject({
    forbidden: false,
    broken: true,
    model: { id: 7, createdAt: '2024-01-01T00:00:00.000Z' },
  })
  expect(forbidden).toEqual({ ...free, forbidden: true })
})
