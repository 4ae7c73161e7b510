import { signStreamUrl, verifyStreamUrl } from '@veza/client'
import type { Chapter } from '../case.ts'
import { equal, failureOf, holds } from '../check.ts'
import { faulty } from '../faulty.ts'

const size = 300_000

/** Files up and down, and URLs that hold for a while. */
export const files: Chapter = {
  name: 'Files',
  cases: [
    {
      name: 'a file goes up and comes down as it was, and tells how far it is',
      async run({ client }) {
        const { files } = client()
        const told: number[] = []
        const content = bytes()
        const blob = new Blob([content], { type: 'audio/wav' })
        const name = 'grüße "1".wav'
        const file = await files.upload(blob, { name, onProgress: ({ bytes: sent }) => told.push(sent) })
        equal([file.name, file.size, file.contentType], [name, size, 'audio/wav'])
        equal(told.at(-1), size, 'the last progress')
        const download = await files.download(file.id)
        equal([download.size, download.contentType], [size, 'audio/wav'])
        expectSame(await download.bytes(), content)
        await files.delete(file.id)
        equal((await failureOf(files.download(file.id))).code, 'FILE_NOT_FOUND')
      },
    },
    {
      name: 'a download goes on where the connection broke, and sends no byte twice',
      async run(world) {
        const content = bytes()
        const { files } = world.client({ retry: { baseDelayMs: 1 } })
        const { id } = await files.upload(new Blob([content]), { name: 'broken.bin' })
        await world.addFault({ path: '/files/{id}/content', times: 1, fault: { kind: 'reset', at: 'body' } })
        expectSame(await (await files.download(id)).bytes(), content)
        const asked = (await world.seen()).filter(({ path }) => path.endsWith('/content'))
        equal(asked.length, 2, 'the number of requests')
        holds(/^bytes=[1-9]\d*-$/.test(asked[1]?.headers['range'] ?? ''), 'it began anew')
        await files.delete(id)
      },
    },
    {
      name: 'an upload whose answer is lost is sent again under one key, and kept once',
      async run(world) {
        const options = { idempotencyKeys: true, retry: { baseDelayMs: 1 } }
        const { files } = world.client({ ...options, middleware: [faulty('reset=after', 1)] })
        const { data, response } = await files
          .upload(new Blob([bytes()]), { name: 'once.bin' })
          .withResponse()
        equal(response.attempts, 2)
        const kept = await world.client().files.list({ name: 'once.bin' }).toArray()
        equal(
          kept.map(({ id }) => id),
          [data.id],
        )
        await world.client().files.delete(data.id)
      },
    },
    {
      name: 'a stream goes up without being held, and is sent only once',
      async run(world) {
        const content = bytes()
        const once = async function* () {
          for (let at = 0; at < size; at += 65_536) yield content.subarray(at, at + 65_536)
        }
        const { files } = world.client()
        const file = await files.upload(once(), { name: 'streamed.bin' })
        equal(file.size, size)
        expectSame(await (await files.download(file.id)).bytes(), content)
        const spoilt = world.client({ retry: { baseDelayMs: 1 }, middleware: [faulty('status=503')] }).files
        equal((await failureOf(spoilt.upload(once(), { name: 'spoilt.bin' }))).attempts, 1)
      },
      except: { chromium: 'it streams a request’s body over HTTP/2 only; there, pass a Blob' },
    },
    {
      name: 'a signed URL of a stream is the same everywhere, is verified, and is refused when changed',
      async run() {
        const secret = 'sk_test_conformance'
        const expiresAt = new Date(Date.UTC(2100, 0, 1))
        const url = await signStreamUrl('jingle.wav', { baseUrl: 'https://stream.test', expiresAt, secret })
        // From another implementation of HMAC-SHA256.
        const signature = '4d60c8d1f66a2c88bda75a9e9c5091640ab3e7af9d1d69f8f2ff44cfe78cba31'
        equal(url, `https://stream.test/stream/jingle.wav?expires=4102444800&sig=${signature}`)
        equal((await verifyStreamUrl(url, { secret })).file, 'jingle.wav')
        const changed = verifyStreamUrl(url.replace('jingle', 'other'), { secret })
        equal((await failureOf(changed)).code, 'STREAM_URL_INVALID')
      },
    },
  ],
}

/** Bytes that no two places have in the same order for long. */
function bytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) % 251)
}

function expectSame(found: Uint8Array, wanted: Uint8Array): void {
  equal(found.byteLength, wanted.byteLength, 'the number of bytes')
  const at = found.findIndex((byte, index) => byte !== wanted[index])
  holds(at === -1, `byte ${at} is ${found[at]} instead of ${wanted[at]}`)
}
