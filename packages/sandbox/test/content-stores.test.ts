import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ContentStore, memoryContentStore, StoreFullError } from '@veza/sandbox'
import { fileContentStore } from '@veza/sandbox/node'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 31) % 251)
const sha256 = createHash('sha256').update(bytes).digest('hex')

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'content-stores-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(directory, { recursive: true, force: true })
})

async function* inChunks(of: Uint8Array, size = 7_001): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < of.length; at += size) yield of.subarray(at, at + size)
}

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, 1000)
  throw new Error('broken off')
}

async function read(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

const stores: [string, () => ContentStore][] = [
  ['in memory', () => memoryContentStore()],
  ['in files', () => fileContentStore({ directory })],
]

describe.each(stores)('a content store %s', (_, make) => {
  test('gives back what it took, whole and in parts', async () => {
    const store = make()
    const content = await store.write(inChunks(bytes))
    expect(content).toMatchObject({ size: bytes.length, checksum: sha256 })
    expect(await read(content.read(0, bytes.length))).toEqual(bytes)
    expect(await read(content.read(70_000, 140_001))).toEqual(bytes.subarray(70_000, 140_001))
    expect(await read(content.read(5, 5))).toEqual(new Uint8Array())
    await store.close()
  })

  test('keeps nothing', async () => {
    const store = make()
    const content = await store.write(inChunks(new Uint8Array()))
    expect(content.size).toBe(0)
    expect(await read(content.read(0, 0))).toEqual(new Uint8Array())
    await store.close()
  })

  test('lets somebody read on what is deleted', async () => {
    const store = make()
    const content = await store.write(inChunks(bytes))
    const reader = content.read(0, bytes.length).getReader()
    const { value } = await reader.read()
    await content.delete()
    await content.delete()
    const rest: Uint8Array[] = value === undefined ? [] : [value]
    for (;;) {
      const next = await reader.read()
      if (next.done) break
      rest.push(next.value)
    }
    expect(Buffer.concat(rest).equals(bytes)).toBe(true)
    await store.close()
  })

  test('throws what its source throws, and keeps nothing of it', async () => {
    const store = make()
    await expect(store.write(breaking())).rejects.toThrow('broken off')
    expect(readdirSync(directory)).toEqual([])
    await store.close()
  })
})

describe('a content store in memory', () => {
  test('holds so many bytes in all, and has room again when something goes', async () => {
    const store = memoryContentStore({ maxBytes: 300_000 })
    const first = await store.write(inChunks(bytes))
    await expect(store.write(inChunks(bytes))).rejects.toBeInstanceOf(StoreFullError)
    await store.write(inChunks(bytes.subarray(0, 100_000)))
    await expect(store.write(inChunks(bytes.subarray(0, 1)))).rejects.toThrow(/300000 bytes/)
    await first.delete()
    await first.delete()
    await store.write(inChunks(bytes))
    await expect(store.write(inChunks(bytes.subarray(0, 1)))).rejects.toBeInstanceOf(StoreFullError)
  })

  test('is not changed by who reads it', async () => {
    const content = await memoryContentStore().write(inChunks(bytes))
    const { value } = await content.read(0, 10).getReader().read()
    value?.fill(0)
    expect(await read(content.read(0, 10))).toEqual(bytes.subarray(0, 10))
  })
})

describe('a content store in files', () => {
  test('makes a folder of its own with the first content, and takes it away again', async () => {
    vi.stubEnv('TMPDIR', directory)
    const store = fileContentStore()
    await store.close()
    expect(readdirSync(directory)).toEqual([])
    await store.write(inChunks(bytes))
    await store.write(inChunks(bytes))
    expect(readdirSync(directory)).toEqual([expect.stringMatching(/^veza-sandbox-/)])
    await store.close()
    expect(readdirSync(directory)).toEqual([])
  })

  test('removes only its own files from a folder it was given', async () => {
    const inside = join(directory, 'made', 'deep')
    const store = fileContentStore({ directory: inside })
    await store.write(inChunks(bytes))
    writeFileSync(join(inside, 'other'), '')
    expect(readdirSync(inside)).toHaveLength(2)
    await store.close()
    expect(readdirSync(inside)).toEqual(['other'])
  })

  test('says when a file was cut behind its back, or is gone', async () => {
    const store = fileContentStore({ directory })
    const content = await store.write(inChunks(bytes))
    const [name = ''] = readdirSync(directory)
    truncateSync(join(directory, name), 100_000)
    await expect(read(content.read(0, bytes.length))).rejects.toThrow('shorter than it was')
    await store.close()
    await expect(read(content.read(0, bytes.length))).rejects.toThrow(/ENOENT/)
  })

  test('closes the file of a reader that leaves, before the first chunk too', async () => {
    const store = fileContentStore({ directory })
    const content = await store.write(inChunks(bytes))
    const open = openFiles(directory)
    await content.read(0, bytes.length).cancel()
    const reader = content.read(0, bytes.length).getReader()
    await reader.read()
    expect(openFiles(directory)).toBe(open + (canCount ? 1 : 0))
    await reader.cancel()
    const early = content.read(0, bytes.length).getReader()
    const first = early.read()
    await early.cancel()
    await first
    expect(openFiles(directory)).toBe(open)
    await store.close()
  })
})

const canCount = existsSync('/proc/self/fd')

/** How many files below a folder this process has open, where the system tells. */
function openFiles(folder: string): number {
  if (!canCount) return 0
  return readdirSync('/proc/self/fd').filter((fd) => target(fd).startsWith(folder)).length
}

function target(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`)
  } catch {
    // The one that was open to list the folder.
    return ''
  }
}
