import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MultipartFailure, multipartEvents } from './multipart-events.ts'

const boundary = 'bound'
const type = `multipart/form-data; boundary=${boundary}`

/** Bytes of which many look like the beginning of a boundary. */
const contents = fc
  .array(
    fc.oneof(fc.constantFrom('\r', '\n', '\r\n', '-', '--', '\r\n--', '\r\n--bou', '--bound'), fc.string()),
  )
  .map((parts) => parts.join(''))
  .filter((text) => !text.includes(`\r\n--${boundary}`))

function bodyOf(files: readonly (readonly [name: string, content: string])[]): Uint8Array {
  const parts = files.map(
    ([name, content]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${content}\r\n`,
  )
  return new TextEncoder().encode(`${parts.join('')}--${boundary}--\r\n`)
}

function inChunks(bytes: Uint8Array, sizes: readonly number[]): ReadableStream<Uint8Array> {
  let at = 0
  let turn = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      const size = sizes[turn++ % sizes.length] ?? 1
      controller.enqueue(bytes.slice(at, at + size))
      at += size
    },
  })
}

async function read(body: ReadableStream<Uint8Array>): Promise<[name: string, content: string][]> {
  const found: [string, Uint8Array[]][] = []
  for await (const event of multipartEvents(body, type)) {
    if (event.kind === 'part') found.push([event.headers.fileName ?? '', []])
    if (event.kind === 'chunk') found.at(-1)?.[1].push(event.bytes)
  }
  return found.map(([name, chunks]) => [name, Buffer.concat(chunks).toString()])
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })
const names = fc.constantFrom('a.txt', 'é', '日本.mp3', '🎵')

test('parts come out as they went in, however the body is cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(names, contents), { minLength: 1 }), sizes, async (files, cuts) => {
      expect(await read(inChunks(bodyOf(files), cuts))).toEqual(files)
    }),
    { numRuns: 500 },
  )
})

test('a body that ends before its end is refused, wherever that is', async () => {
  await fc.assert(
    fc.asyncProperty(contents, sizes, fc.nat(), async (content, cuts, place) => {
      const whole = bodyOf([['a.txt', content]])
      // The closing boundary may lack its line break.
      const cut = whole.subarray(0, place % (whole.length - 4))
      await expect(read(inChunks(cut, cuts))).rejects.toBeInstanceOf(MultipartFailure)
    }),
    { numRuns: 300 },
  )
})

test('what breaks off throws what it broke with, and is let go of', async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bodyOf([['a', 'x']]).subarray(0, 80)),
    pull: () => Promise.reject(new Error('gone')),
  })
  await expect(read(body)).rejects.toThrow('gone')
  expect(body.locked).toBe(false)
})
