import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root } from '../src/workspace/root.ts'

const source = join(root, 'examples/quickstart/src')

function run(...args: string[]) {
  return promisify(execFile)(process.execPath, ['--conditions=@veza/source', ...args], {
    env: { ...process.env, NO_COLOR: '1' },
  })
}

test('the demo passes all its steps and ends by itself', async () => {
  const { stdout, stderr } = await run(join(source, 'main.ts'))
  expect(stdout).toContain('All 8 steps passed.')
  expect(stdout.match(/^✓ \d\. .+: .+ \d+ ms$/gm)).toHaveLength(8)
  expect(stderr).toBe('')
})

test('a step of the demo that fails is shown, the others still run, and the exit code is not 0', async () => {
  const program = `
    import { steps } from ${JSON.stringify(join(source, 'steps.ts'))}
    const { step, end } = steps()
    await step('Break', () => Promise.reject(new Error('broken')))
    await step('Go on', async () => 'fine')
    process.exitCode = end()
  `
  const failure = await run('--input-type=module', '--eval', program).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 1 })
  const { stdout } = failure as { stdout: string }
  expect(stdout).toContain('✗ 1. Break: Error: broken')
  expect(stdout).toContain('✓ 2. Go on: fine')
  expect(stdout).toContain('1 of 2 failed.')
})
