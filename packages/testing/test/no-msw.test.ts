import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const program = (specifier: string) => `
  import { registerHooks } from 'node:module'
  registerHooks({
    resolve(specifier, context, next) {
      if (/^msw/.test(specifier)) throw new Error('msw is not here')
      return next(specifier, context)
    },
  })
  const { vezaPlatform } = await import('${specifier}')
  console.log(vezaPlatform().baseUrl)
`

test.each([
  ['@veza/testing/without-msw', 'https://veza.test/v1'],
  ['@veza/testing', 'msw is not here'],
])('where msw is not installed, %s says %j', (specifier, output) => {
  const args = ['--conditions=@veza/source', '--input-type=module', '--eval', program(specifier)]
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: import.meta.dirname })
  expect(stdout + stderr).toContain(output)
})
