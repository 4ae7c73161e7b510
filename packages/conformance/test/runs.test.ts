import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { judge } from '../src/run/judge.ts'
import { placeSuite } from '../src/run/place-suite.ts'
import { portableEntries } from '../src/run/portable-entries.ts'
import { type Ready, runAll } from '../src/run/run-all.ts'
import { runOn } from '../src/run/run-on.ts'
import { installedSandbox, startSandbox } from '../src/run/sandbox-process.ts'

const folder = fileURLToPath(new URL('..', import.meta.url))
const source = '--conditions=@veza/source'
const sandboxCommand = [source, fileURLToPath(new URL('../../sandbox/src/bin.ts', import.meta.url))]

function ready(name: string, ...args: string[]): Ready {
  const launch = { program: process.execPath, args: [source, ...args] }
  return { launch, runtime: { name, label: name, kind: 'node', remedy: '', launch: () => launch } }
}

test('the suite passes in a process of its own, from the sources', { timeout: 120_000 }, async () => {
  const lines: string[] = []
  const runs = await runAll(
    [ready('here', join(folder, 'src/programs/process.ts'))],
    { folder, sandboxCommand },
    (line) => lines.push(line),
  )
  const { passed, findings } = judge(runs)
  expect(findings).toEqual([])
  expect(passed).toBeGreaterThan(80)
  expect(lines).toEqual([
    expect.stringMatching(/^ok {5}here {6}\d+\.\d+\.\d+ .* s {2}\d+ passed, 0 declared$/),
  ])
})

test('a program that crashes, and one that prints its key, are found out; the others count', async () => {
  const report = `console.log('CONFORMANCE {"kind":"node","version":"1","cases":[]}')`
  const lines: string[] = []
  const runs = await runAll(
    [
      ready('crashing', '--eval', 'throw new Error("crash")'),
      ready('leaking', '--eval', `console.error(process.env.VEZA_API_KEY); ${report}`),
      ready('quiet', '--eval', report),
    ],
    { folder, sandboxCommand },
    (line) => lines.push(line),
  )
  expect([...runs.keys()]).toEqual(['crashing', 'leaking', 'quiet'])
  const { findings } = judge(runs)
  expect(findings[0]).toMatch(/^crashing: it ended without a report:\n(?:.*\n)*Error: crash/)
  expect(findings[1]).toMatch(/^leaking: it printed a secret:\nveza_test_/)
  expect(findings).toHaveLength(2)
  expect(lines.filter((line) => line.startsWith('failed'))).toHaveLength(2)
})

test('a program that goes on after its report is ended, and one that prints none as well', async () => {
  const report = `console.log('\\nCONFORMANCE {"kind":"node","version":"1","cases":[]}')`
  const patience = { wholeMs: 2000, lingerMs: 100 }
  const place = { folder, sandboxCommand }
  const { launch: lingering } = ready('lingering', '--eval', `${report}; setInterval(() => undefined, 1000)`)
  const { report: found, lingered } = await runOn('node', lingering, place, patience)
  expect([found?.version, lingered]).toEqual(['1', true])
  const { launch: silent } = ready('silent', '--eval', 'setInterval(() => undefined, 1000)')
  expect(await runOn('node', silent, place, patience)).toMatchObject({ report: undefined, lingered: false })
})

test('a sandbox that does not start is told', async () => {
  await expect(startSandbox(['--eval', 'process.exit(3)', '--'])).rejects.toThrow(
    'the sandbox ended with code 3',
  )
  expect(installedSandbox('/suite')).toEqual(['/suite/node_modules/@veza/sandbox/dist/bin.js'])
})

test('the suite is placed with a list of what must load, and bundled without a module of Node.js', async () => {
  const place = mkdtempSync(join(tmpdir(), 'veza-conformance-'))
  try {
    symlinkSync(join(folder, 'node_modules'), join(place, 'node_modules'))
    const entries = portableEntries({
      dir: join(folder, '../resilience'),
      entries: [
        entry('@veza/resilience/secrets', 'src/secrets/index.ts'),
        entry('@veza/resilience/node', 'gone.ts'),
      ],
    })
    await placeSuite(place, entries, ['@veza/source'])
    const programs = join(place, 'conformance/programs')
    expect(readFileSync(join(programs, 'entries.ts'), 'utf8')).toMatch(
      /\{\n {2}'@veza\/resilience\/secrets': \{ names: \["Secret".*load: \(\) => import\('@veza\/resilience\/secrets'\) \},\n\}/,
    )
    const pieces = readdirSync(join(place, 'conformance/out/page'))
    expect(pieces).toContain('page.js')
    expect(pieces.length).toBeGreaterThan(2)
    const bundles = ['worker.js', ...pieces.map((name) => `page/${name}`)]
    const texts = bundles.map((name) => readFileSync(join(place, 'conformance/out', name), 'utf8'))
    for (const text of texts) expect(text).not.toMatch(/from "node:|import\("node:/)
    expect(texts[0]).toContain('Idempotency')
  } finally {
    rmSync(place, { recursive: true })
  }
})

function entry(specifier: string, source: string) {
  return { specifier, source, name: 'x', output: 'x' }
}
