// Run by large-files.test.ts in a process of its own: a large file up and down; prints what memory that took at most.
import { Veza } from '@veza/client'

const size = Number(process.argv[2])
const veza = new Veza()
const chunk = Buffer.alloc(256 * 1024, 7)
const source = (bytes: number) => ({
  size: bytes,
  name: 'large.bin',
  async *open() {
    for (let left = bytes; left > 0; left -= chunk.byteLength)
      yield chunk.subarray(0, Math.min(left, chunk.byteLength))
  },
})

async function downloaded(id: number): Promise<number> {
  let bytes = 0
  const { stream } = await veza.files.download(id)
  for await (const part of stream) bytes += part.byteLength
  return bytes
}

/** How much more memory than before `work` takes at most. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 5)
  await work()
  clearInterval(watch)
  return peak - before
}

// What the first calls load is not the file's.
const small = await veza.files.upload(source(1_000_000))
await downloaded(small.id)
let id = 0
let bytes = 0
const up = await growth(async () => {
  id = (await veza.files.upload(source(size))).id
})
const down = await growth(async () => {
  bytes = await downloaded(id)
})
await veza.files.delete(id)
await veza.close()
console.log(JSON.stringify({ up, down, bytes }))
