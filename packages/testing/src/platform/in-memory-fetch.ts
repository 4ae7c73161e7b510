/**
 * A `fetch` that asks no network but a function: it heeds the signal while it waits and while the body is read, and
 * unpacks what is packed. It follows no redirect.
 *
 * @param answer - answers a request.
 */
export function inMemoryFetch(answer: (request: Request) => Promise<Response>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { signal } = request
    signal.throwIfAborted()
    const response = unpacked(await unlessAborted(answer(request), signal))
    if (response.body === null) return response
    const body = response.body.pipeThrough(new TransformStream<Uint8Array<ArrayBuffer>>(), { signal })
    return new Response(body, response)
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const stop = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function unpacked(response: Response): Response {
  const encoding = response.headers.get('content-encoding')
  if (response.body === null || (encoding !== 'gzip' && encoding !== 'deflate')) return response
  return new Response(response.body.pipeThrough(new DecompressionStream(encoding)), response)
}
