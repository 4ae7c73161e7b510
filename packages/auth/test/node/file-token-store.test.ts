import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { link, open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@veza/resilience'
import { Secret } from '@veza/resilience/secrets'
import { afterAll, describe, expect, test } from 'vitest'
import { FileTokenStore } from '../../src/node/file-token-store.ts'
import { fileTokenStore, keychainTokenStore } from '../../src/node/index.ts'

const root = mkdtempSync(join(tmpdir(), 'veza-files-'))
let made = 0
const fresh = () => join(root, String(++made))
const unsafe = { code: 'TOKEN_STORE_UNSAFE' }
// Root may read everything: what is refused is decided by modes and owners, which root's files have too.
const posix = process.platform !== 'win32'

afterAll(() => rmSync(root, { recursive: true, force: true }))

async function written(directory = fresh()) {
  const store = fileTokenStore({ directory })
  await store.compareAndSwap('key', undefined, new Secret('canary'))
  const [name = ''] = readdirSync(directory)
  return { store, directory, file: join(directory, name) }
}

describe.runIf(posix)('attack 18: a token file', () => {
  test('and its directory can be read by their owner alone, whatever the mask', async () => {
    const mask = process.umask(0)
    try {
      const { directory, file } = await written(join(fresh(), 'nested', 'deep'))
      expect(statSync(directory).mode & 0o777).toBe(0o700)
      expect(statSync(file).mode & 0o777).toBe(0o600)
    } finally {
      process.umask(mask)
    }
  })

  test('that others can read or write is refused, and so is such a directory', async () => {
    for (const mode of [0o644, 0o640, 0o606, 0o602]) {
      const { directory, file } = await written()
      chmodSync(file, mode)
      await expect(fileTokenStore({ directory }).get('key')).rejects.toMatchObject(unsafe)
    }
    for (const mode of [0o755, 0o770, 0o701]) {
      const { directory } = await written()
      chmodSync(directory, mode)
      await expect(fileTokenStore({ directory }).get('key')).rejects.toMatchObject(unsafe)
    }
  })

  test('that is a symbolic link, a directory, or in one, is refused', async () => {
    const { directory, file } = await written()
    const target = join(root, 'target')
    writeFileSync(target, 'secret of somebody else', { mode: 0o600 })
    rmSync(file)
    symlinkSync(target, file)
    await expect(fileTokenStore({ directory }).get('key')).rejects.toMatchObject(unsafe)
    rmSync(file)
    mkdirSync(file)
    await expect(fileTokenStore({ directory }).get('key')).rejects.toMatchObject(unsafe)
    const linked = fresh()
    symlinkSync(directory, linked)
    await expect(fileTokenStore({ directory: linked }).get('key')).rejects.toMatchObject(unsafe)
    expect(readFileSync(target, 'utf8')).toBe('secret of somebody else')
  })

  test.runIf(process.getuid?.() === 0)('of another owner is refused', async () => {
    const { chownSync } = await import('node:fs')
    const { directory, file } = await written()
    chownSync(file, 12_345, 12_345)
    await expect(fileTokenStore({ directory }).get('key')).rejects.toMatchObject(unsafe)
  })

  test('that was cut short, or to nothing, is as good as none, and can be replaced', async () => {
    for (const length of [0, 3]) {
      const { store, file } = await written()
      truncateSync(file, length)
      const stored = await store.get('key')
      const version = await store.compareAndSwap('key', stored?.version, new Secret('new'))
      expect(version).toBeDefined()
      expect((await store.get('key'))?.value?.reveal()).toBe('new')
    }
  })

  test('that is far too large is not read', async () => {
    const { store, file } = await written()
    truncateSync(file, 2_000_000)
    await expect(store.get('key')).rejects.toMatchObject(unsafe)
  })

  test('that cannot be written, as on a full disk, leaves the last one as it was', async () => {
    const full = () => Promise.reject(Object.assign(new Error('ENOSPC: /home/me/canary'), { code: 'ENOSPC' }))
    const directory = fresh()
    await written(directory)
    for (const disk of [
      { open: full, link, unlink },
      { open, link: full, unlink },
    ]) {
      const store = new FileTokenStore(directory, systemClock, disk)
      await expect(store.compareAndSwap('key', '1', new Secret('b'))).rejects.toMatchObject({
        code: 'TOKEN_STORE_FAILED',
      })
      expect((await store.get('key'))?.value?.reveal()).toBe('canary')
    }
    expect(readdirSync(directory).filter((name) => name.includes('.tmp-'))).toEqual([])
  })

  test('whose directory is a file, or cannot be made, says so', async () => {
    const file = fresh()
    writeFileSync(file, '')
    for (const directory of [file, join(file, 'below')])
      await expect(fileTokenStore({ directory }).get('key')).rejects.toMatchObject({
        code: expect.stringMatching(/^TOKEN_STORE_/),
      })
  })

  test('that a killed process left half written is swept away, one under way is not', async () => {
    const { directory } = await written()
    const [old, young] = ['a.tmp-1-x', 'b.tmp-2-x'].map((name) => join(directory, name)) as [string, string]
    for (const path of [old, young]) writeFileSync(path, 'half', { mode: 0o600 })
    utimesSync(old, new Date(0), new Date(0))
    await fileTokenStore({ directory }).get('key')
    expect(readdirSync(directory).filter((name) => name.includes('.tmp-'))).toEqual(['b.tmp-2-x'])
  })
})

describe('the keychain store', () => {
  const keyring = () => {
    const entry: { secret?: string; made: number } = { made: 0 }
    return {
      entry,
      get: async () => entry.secret,
      set: async (secret: string) => {
        entry.secret = secret
        entry.made++
      },
    }
  }

  test('writes nothing that can be read without the key ring, and one key for many', async () => {
    const directory = fresh()
    const ring = keyring()
    const stores = Array.from({ length: 5 }, () => keychainTokenStore({ directory, keyring: ring }))
    await Promise.all(
      stores.map((store, index) => store.compareAndSwap(`key-${index}`, undefined, new Secret('canary'))),
    )
    expect(ring.entry.made).toBe(1)
    for (const name of readdirSync(directory))
      expect(readFileSync(join(directory, name), 'utf8')).not.toContain('canary')
    expect((await stores[0]?.get('key-4'))?.value?.reveal()).toBe('canary')
    expect(await stores[1]?.withLock('a', { ttlMs: 1000, waitMs: 1000 }, async () => 'held')).toBe('held')
    const version = (await stores[0]?.get('key-4'))?.version
    expect(await stores[2]?.compareAndSwap('key-4', version, undefined)).toBeDefined()
    expect((await stores[3]?.get('key-4'))?.value).toBeUndefined()
    expect(await stores[3]?.get('nothing')).toBeUndefined()
  })

  test('takes what another key has sealed, or what was moved to another name, for nothing', async () => {
    const directory = fresh()
    await keychainTokenStore({ directory, keyring: keyring() }).compareAndSwap(
      'a',
      undefined,
      new Secret('x'),
    )
    const stored = await keychainTokenStore({ directory, keyring: keyring() }).get('a')
    expect(stored).toEqual({ version: '1', value: undefined })
  })

  test('fails where there is no key ring, and writes no clear text', async () => {
    const directory = fresh()
    const broken = { get: () => Promise.reject(new Error('no secret service')), set: () => undefined }
    const store = keychainTokenStore({ directory, keyring: broken })
    const failed = { code: 'TOKEN_STORE_FAILED' }
    await expect(store.compareAndSwap('a', undefined, new Secret('canary'))).rejects.toMatchObject(failed)
    const odd = keychainTokenStore({ directory, keyring: { get: () => 'too short', set: () => undefined } })
    await expect(odd.compareAndSwap('a', undefined, new Secret('canary'))).rejects.toMatchObject(failed)
  })

  test("asks the system's own key ring, which a machine without a desktop does not have", async () => {
    const store = keychainTokenStore({ directory: fresh(), service: `veza-test-${process.pid}` })
    const answer = await store
      .get('a')
      .then(
        () => store.compareAndSwap('a', undefined, new Secret('x')),
        (error: unknown) => error,
      )
      .catch((error: unknown) => error)
    if (typeof answer !== 'string') expect(answer).toMatchObject({ code: 'TOKEN_STORE_FAILED' })
  })
})
