import type { Payload } from '@veza/client'
import type { Chapter } from '../case.ts'
import { between, equal, failureOf, holds } from '../check.ts'
import { faulty } from '../faulty.ts'

const list = { method: 'GET', path: '/users', query: { limit: 100 } } as const
const messages = { method: 'POST', path: '/chat/messages' } as const

/** Bodies that are not held in memory as a whole. */
export const streams: Chapter = {
  name: 'Streams',
  cases: [
    {
      name: 'an answer is read bit by bit, also one that is larger than maxResponseBytes',
      async run({ http }) {
        const text = await textOf(await http({ maxResponseBytes: 10 }).stream(list))
        equal((JSON.parse(text) as { data: unknown[] }).data.length, 100)
      },
    },
    {
      name: 'a status that is a failure is an error like any other, and is tried again',
      async run({ http }) {
        const options = { random: () => 0, middleware: [faulty('status=503', 1)] }
        const { data, response } = await http(options).stream(list).withResponse()
        equal([response.attempts, (await textOf(data)).length > 1000], [2, true])
        const error = await failureOf(http({ middleware: [faulty('status=404')] }).stream(list))
        equal(error.name, 'NotFoundError')
      },
    },
    {
      name: 'a stream that falls silent fails in time',
      async run({ http }) {
        const stream = await http({ timeoutMs: 250, middleware: [faulty('stall=body')] }).stream(list)
        const startedAt = performance.now()
        const error = await failureOf(textOf(stream))
        between(performance.now() - startedAt, 200, 8000, 'the time it took')
        equal([error.name, error.code], ['TimeoutError', 'TIMEOUT'])
      },
    },
    {
      name: 'a stream that breaks off fails with an error of the SDK',
      async run({ http }) {
        const stream = await http({ middleware: [faulty('reset=body')] }).stream(list)
        equal((await failureOf(textOf(stream))).name, 'ConnectionError')
      },
    },
    {
      name: 'a stream ends with its caller’s signal',
      async run({ http }) {
        const controller = new AbortController()
        const { signal } = controller
        const stream = await http({ middleware: [faulty('stall=body')] }).stream(list, { signal })
        const read = failureOf(textOf(stream))
        controller.abort()
        equal((await read).name, 'AbortError')
      },
    },
    {
      name: 'a download says its size and type, tells how far it is, and gives all bytes',
      async run({ http }) {
        const told: (number | undefined)[] = []
        const onProgress = ({ bytes, total }: { bytes: number; total: number | undefined }) =>
          told.push(bytes, total)
        const download = await http().download(list, { onProgress })
        const bytes = await download.bytes()
        equal([download.size, download.offset], [bytes.byteLength, 0])
        holds(download.contentType?.startsWith('application/json'), `the type is ${download.contentType}`)
        equal(told.slice(-2), [bytes.byteLength, bytes.byteLength])
        equal((JSON.parse(new TextDecoder().decode(bytes)) as { data: unknown[] }).data.length, 100)
      },
    },
    {
      name: 'a download that breaks off says so, whichever way it is read',
      async run({ http }) {
        const broken = http({ retry: false, middleware: [faulty('reset=body')] })
        for (const way of ['bytes', 'blob', 'text'] as const) {
          const download = await broken.download(list)
          equal((await failureOf(download[way]())).name, 'ConnectionError', `the error of ${way}()`)
        }
      },
    },
    {
      name: 'a body of bytes goes out as it is, under its own type, and is sent again where that does no harm',
      async run({ http, seen }) {
        const options = { random: () => 0, middleware: [faulty('status=429', 1)] }
        const { data, response } = await http(options)
          .json({ ...messages, payload: payloadOf('in a blob', { blob: true }) })
          .withResponse()
        equal([(data as { content: string }).content, response.attempts], ['in a blob', 2])
        equal((await seen())[0]?.headers['content-type'], 'application/json')
      },
    },
    {
      name: 'a body goes out as it is made, without its length being known',
      async run({ http }) {
        const payload = { ...payloadOf('bit by bit'), length: undefined }
        const data = await http().json({ ...messages, payload })
        equal((data as { content: string }).content, 'bit by bit')
      },
      except: { chromium: 'it streams a request’s body over HTTP/2 only; there, pass what can be a blob' },
    },
    {
      name: 'a body that can be read only once is not sent again, and the error says why',
      async run({ http, seen }) {
        const payload = { ...payloadOf('once', { blob: true }), replayable: false }
        const options = { random: () => 0, middleware: [faulty('status=429')] }
        const error = await failureOf(http(options).json({ ...messages, payload }))
        equal([error.status, error.attempts, (await seen()).length], [429, 1, 1])
        holds(error.remedy.includes('only once'), `the remedy is: ${error.remedy}`)
      },
    },
    {
      name: 'close() ends what is idle, and the client goes on working',
      async run({ client }) {
        const veza = client()
        await veza.users.get(1)
        await veza.close()
        equal((await veza.users.get(2)).id, 2)
        await veza.close()
      },
    },
  ],
}

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value, { stream: true })
  }
}

/** A message for room 6 as bytes. */
function payloadOf(content: string, { blob = false } = {}): Payload {
  const bytes = new TextEncoder().encode(JSON.stringify({ room_id: 6, content }))
  return {
    contentType: 'application/json',
    length: bytes.byteLength,
    replayable: true,
    async *open() {
      yield bytes.slice(0, 5)
      yield bytes.slice(5)
    },
    ...(blob && { blob: () => new Blob([bytes]) }),
  }
}
