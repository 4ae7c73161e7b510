import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'

const run = promisify(execFile)
const flags = ['--conditions=@veza/source', '--expose-gc']
const cap = 16 * 1024 * 1024
const zeros = Buffer.alloc(256 * 1024 * 1024)
const codings = { br: brotliCompressSync, gzip: gzipSync, deflate: deflateSync, zstd: zstdCompressSync }
const folder = mkdtempSync(join(tmpdir(), 'veza-bombs-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(Object.entries(codings))('%s that unpacks to 256 MiB', (coding, pack) => {
  test('stops at the cap, and takes less than twice as much memory', { timeout: 60_000 }, async () => {
    const file = join(folder, coding)
    writeFileSync(file, pack(zeros))
    const program = fileURLToPath(new URL('bomb-memory.ts', import.meta.url))
    const { stdout } = await run(process.execPath, [...flags, program, coding, file])
    const { code, growth } = JSON.parse(stdout) as { code: string; growth: number }
    expect(code).toBe('RESPONSE_TOO_LARGE')
    expect(growth).toBeLessThan(2 * cap)
  })
})
