import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Progress } from '../payload/progress.ts'
import { multipartPayload } from './multipart-payload.ts'
import { type UploadContent, uploadFrom } from './upload-source.ts'

const song = new TextEncoder().encode('la la la')

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  for await (const chunk of content) chunks.push(chunk as Uint8Array<ArrayBuffer>)
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

/** Reads a form with the runtime's own parser. */
async function parsed(body: BodyInit, contentType: string): Promise<FormData> {
  return new Response(body, { headers: { 'content-type': contentType } }).formData()
}

describe('a form with a file', () => {
  test('is read as it was meant by another’s parser, as a stream and as a blob', async () => {
    const payload = multipartPayload(uploadFrom(new Blob([song])), {
      field: 'file',
      fileName: 'song.mp3',
      contentType: 'audio/mpeg',
    })
    const streamed = await bytesOf(payload.open())
    expect(payload.length).toBe(streamed.byteLength)
    for (const body of [streamed, payload.blob?.() as Blob]) {
      const file = (await parsed(body, payload.contentType)).get('file') as File
      expect([file.name, file.type, await file.text()]).toEqual(['song.mp3', 'audio/mpeg', 'la la la'])
    }
  })

  test('whatever its name, has one field, one file and no header of the name’s making', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'a"\r\nx-evil: 1\r\n\r\nboo',
        'a"; filename="b',
        '\r\n--veza',
        '\\".mp3',
        '',
        'ä 🎵.mp3',
      ),
    )
    await fc.assert(
      fc.asyncProperty(nasty, async (fileName) => {
        const payload = multipartPayload(uploadFrom(song), { field: 'file', fileName })
        const body = await bytesOf(payload.open())
        const [head = ''] = new TextDecoder('latin1').decode(body).split('\r\n\r\n', 1)
        expect(head.split('\r\n').map((line) => line.split(':', 1)[0])).toEqual([
          expect.stringMatching(/^--veza-/),
          'content-disposition',
          'content-type',
        ])
        const form = await parsed(body, payload.contentType)
        expect([...form.keys()]).toEqual(['file'])
        const file = form.get('file') as File
        expect(await file.text()).toBe('la la la')
        expect(file.name).toBe(
          fileName.toWellFormed().replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%22', '"'),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('tells how far it is, of the content alone', async () => {
    const told: Progress[] = []
    async function* halves() {
      yield song.slice(0, 3)
      yield song.slice(3)
    }
    const source = { open: halves, size: 8 }
    const payload = multipartPayload(uploadFrom(source), {
      field: 'file',
      fileName: 'a',
      onProgress: (progress) => told.push(progress),
    })
    await bytesOf(payload.open())
    expect(told).toEqual([
      { bytes: 3, total: 8 },
      { bytes: 8, total: 8 },
    ])
  })

  test.each(['text', 'text/plain\r\nx-evil: 1', 'text/', '/plain', 'a b/c', ''])(
    'refuses the content type %o',
    (contentType) => {
      expect(() => multipartPayload(uploadFrom(song), { field: 'f', fileName: 'a', contentType })).toThrow(
        /content type/,
      )
    },
  )

  test('takes a content type with parameters', () => {
    const part = { field: 'f', fileName: 'a', contentType: 'text/plain; charset=utf-8' }
    expect(() => multipartPayload(uploadFrom(song), part)).not.toThrow()
  })
})

describe('content to upload', () => {
  const stream = () => new Blob([song]).stream()
  async function* iterable() {
    yield song
  }
  test.each([
    ['a blob', () => new Blob([song], { type: 'audio/mpeg' }), true, 8],
    ['a file', () => new File([song], 'song.mp3'), true, 8],
    ['bytes', () => song, true, 8],
    ['a buffer', () => song.buffer, true, 8],
    ['a stream', stream, false, undefined],
    ['an iterable', iterable, false, undefined],
    ['a source', () => ({ open: iterable, size: 8, name: 'song.mp3' }), true, 8],
  ] as [string, () => UploadContent, boolean, number | undefined][])(
    'may be %s',
    async (_, make, replayable, size) => {
      const upload = uploadFrom(make())
      expect([upload.replayable, upload.size]).toEqual([replayable, size])
      expect(await bytesOf(upload.open())).toEqual(song)
      if (replayable) expect(await bytesOf(upload.open())).toEqual(song)
    },
  )

  test('brings its own name and type where it has them', () => {
    expect(uploadFrom(new File([song], 'song.mp3', { type: 'audio/mpeg' }))).toMatchObject({
      name: 'song.mp3',
      contentType: 'audio/mpeg',
    })
    expect(uploadFrom(new Blob([song]))).toMatchObject({ name: undefined, contentType: undefined })
  })

  test.each([[null], [undefined], ['text'], [5], [{}], [[]]])('is not %o', (content) => {
    expect(() => uploadFrom(content as unknown as UploadContent)).toThrow(/cannot be uploaded/)
  })

  test('given up in the middle ends its source', async () => {
    let cancelled = false
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(song),
      cancel: () => {
        cancelled = true
      },
    })
    for await (const _ of uploadFrom(endless).open()) break
    expect(cancelled).toBe(true)
  })
})
