import { elapsed } from './elapsed.ts'

/** A body and how many bytes it has. */
interface Sized {
  readonly length: number
  readonly body: ReadableStream<Uint8Array>
}

/**
 * The answer with a part of its body, as it comes, and then something else; its `Content-Length` promises the whole.
 *
 * @param afterBytes - where to cut; without it, in the middle.
 * @param then - what happens after that part is sent.
 */
export async function cutBody(
  response: Response,
  afterBytes: number | undefined,
  then: () => void | Promise<void>,
): Promise<Response> {
  if (response.body === null) {
    await then()
    return response
  }
  const { length, body } = await sized(response)
  const part = firstBytes(body, afterBytes ?? Math.ceil(length / 2), async () => {
    // The part must be on its way before the connection breaks.
    await elapsed(20)
    await then()
  })
  return withBody(response, part, length)
}

/** The answer with the first half of its body, and a `Content-Length` that hides it. */
export async function halved(response: Response): Promise<Response> {
  if (response.body === null) return response
  const { length, body } = await sized(response)
  const half = Math.ceil(length / 2)
  return withBody(response, firstBytes(body, half), half)
}

/** A body that says its length is not held in memory: it may be large. */
async function sized(response: Response): Promise<Sized> {
  const length = response.headers.get('content-length')
  if (length !== null && response.body !== null) return { length: Number(length), body: response.body }
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { length: bytes.length, body: new Blob([bytes]).stream() }
}

function firstBytes(
  body: ReadableStream<Uint8Array>,
  count: number,
  then: () => Promise<void> = async () => {},
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let left = count
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = left > 0 ? await reader.read() : { done: true, value: undefined }
        if (!done && value !== undefined) {
          controller.enqueue(value.subarray(0, left))
          left -= value.length
          return
        }
        await reader.cancel()
        await then()
        controller.close()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

function withBody(response: Response, body: ReadableStream<Uint8Array>, length: number): Response {
  const headers = new Headers(response.headers)
  headers.set('content-length', String(length))
  return new Response(body, { status: response.status, headers })
}
