import { type Progress, Veza } from '@veza/client'
import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'

const song = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 253))

async function setup() {
  const sandbox = await serveSandbox()
  const veza = new Veza({ apiKey: sandbox.apiKey, baseUrl: sandbox.baseUrl, random: () => 0 })
  return { sandbox, veza, [Symbol.asyncDispose]: () => sandbox.close() }
}

describe('a file', () => {
  test('goes up and comes down the same', async () => {
    await using one = await setup()
    const { files } = one.veza
    const file = await files.upload(new Blob([song], { type: 'audio/mpeg' }), { name: 'ä "song".mp3' })
    expect(file).toMatchObject({ name: 'ä "song".mp3', contentType: 'audio/mpeg', size: song.byteLength })
    const download = await files.download(file.id)
    expect(download).toMatchObject({ size: song.byteLength, contentType: 'audio/mpeg' })
    expect(Buffer.from(await download.bytes()).equals(song)).toBe(true)
    await files.delete(file.id)
    await expect(files.download(file.id)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  })

  test('may be a stream of unknown length', async () => {
    await using one = await setup()
    const file = await one.veza.files.upload(new Blob([song]).stream())
    expect(file).toMatchObject({
      name: 'file',
      contentType: 'application/octet-stream',
      size: song.byteLength,
    })
  })

  test('comes down whole although the connection breaks again and again', async () => {
    await using one = await setup()
    const { id } = await one.veza.files.upload(song)
    for (const afterBytes of [100_000, 50_000, 70_000])
      one.sandbox.sandbox.faults.add({
        fault: { kind: 'reset', at: 'body', afterBytes },
        path: '/files/{id}/content',
        times: 1,
      })
    const told: Progress[] = []
    const download = await one.veza.files.download(id, { onProgress: (progress) => told.push(progress) })
    expect(Buffer.from(await download.bytes()).equals(song)).toBe(true)
    expect(told.at(-1)).toEqual({ bytes: song.byteLength, total: song.byteLength })
  })

  test('is sent again after a 503, and only once where it can be read only once', async () => {
    await using one = await setup()
    const busy = {
      fault: { kind: 'status', status: 503, headers: { 'retry-after-ms': '1' } },
      times: 1,
    } as const
    one.sandbox.sandbox.faults.add(busy)
    expect((await one.veza.files.upload(song)).size).toBe(song.byteLength)
    one.sandbox.sandbox.faults.add(busy)
    await expect(one.veza.files.upload(new Blob([song]).stream())).rejects.toMatchObject({
      status: 503,
      remedy: expect.stringContaining('can be read only once') as string,
    })
  })

  test('tells of its progress as it goes up', async () => {
    await using one = await setup()
    const told: Progress[] = []
    async function* chunks() {
      yield song.subarray(0, 100_000)
      yield song.subarray(100_000)
    }
    const source = { open: chunks, size: song.byteLength, name: 'song' }
    await one.veza.files.upload(source, { onProgress: (progress) => told.push(progress) })
    expect(told.at(-1)).toEqual({ bytes: song.byteLength, total: song.byteLength })
  })

  test.each([
    ['content', () => ['text', {}]],
    ['a type', () => [song, { contentType: 'no type' }]],
    ['options', () => [song, { fileName: 'x' }]],
  ])('is refused with wrong %s', async (_, make) => {
    await using one = await setup()
    const [content, options] = make() as [Uint8Array, object]
    await expect(one.veza.files.upload(content, options)).rejects.toMatchObject({
      name: 'InvalidRequestError',
    })
  })
})
