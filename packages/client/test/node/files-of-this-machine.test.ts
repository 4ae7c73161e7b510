import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Veza } from '@veza/client'
import { fileSource, saveDownload } from '@veza/client/node'
import { serveSandbox } from '@veza/sandbox/node'
import { afterEach, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'veza-files-'))
const path = join(folder, 'song.mp3')
const song = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 249))
afterEach(() => {
  for (const file of readdirSync(folder)) rmSync(join(folder, file))
})

async function setup() {
  const sandbox = await serveSandbox()
  const veza = new Veza({ apiKey: sandbox.apiKey, baseUrl: sandbox.baseUrl, random: () => 0 })
  return { sandbox: sandbox.sandbox, files: veza.files, [Symbol.asyncDispose]: () => sandbox.close() }
}

describe('a file of this machine', () => {
  test.each([
    ['song', song],
    ['nothing', Buffer.alloc(0)],
  ])('goes up and comes down the same: %s', async (_, content) => {
    await using one = await setup()
    writeFileSync(path, content)
    const source = await fileSource(path, { contentType: 'audio/mpeg' })
    expect(source).toMatchObject({ name: 'song.mp3', size: content.byteLength })
    const file = await one.files.upload(source)
    expect(file).toMatchObject({ name: 'song.mp3', contentType: 'audio/mpeg', size: content.byteLength })
    const copy = join(folder, 'copy.mp3')
    await saveDownload(await one.files.download(file.id), copy)
    expect(readFileSync(copy).equals(content)).toBe(true)
    expect(readdirSync(folder).toSorted()).toEqual(['copy.mp3', 'song.mp3'])
  })

  test('goes on where an earlier download stopped', async () => {
    await using one = await setup()
    const { id } = await one.files.upload(song)
    const first = await one.files.download(id)
    writeFileSync(path, song.subarray(0, 70_000))
    await first.stream.cancel()
    const from = { offset: 70_000, etag: first.etag ?? '' }
    await saveDownload(await one.files.download(id, { from }), path)
    expect(readFileSync(path).equals(song)).toBe(true)
  })

  test('is not left half written, nor is the old one lost, where a download fails', async () => {
    await using one = await setup()
    const { id } = await one.files.upload(song)
    writeFileSync(path, 'the old one')
    one.sandbox.faults.add({ path: '/files/{id}/content', times: 1, fault: { kind: 'reset', at: 'body' } })
    const download = await one.files.download(id, { retry: false })
    await expect(saveDownload(download, path)).rejects.toMatchObject({ code: 'CONNECTION_RESET' })
    expect(readFileSync(path, 'utf8')).toBe('the old one')
    expect(readdirSync(folder)).toEqual(['song.mp3'])
  })

  test.each([
    ['missing', join(folder, 'none')],
    ['a folder', folder],
  ])('that is %s is refused', async (_, wrong) => {
    await expect(fileSource(wrong)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  test('may have another name', async () => {
    writeFileSync(path, song)
    expect((await fileSource(path, { name: 'other.mp3' })).name).toBe('other.mp3')
  })
})
