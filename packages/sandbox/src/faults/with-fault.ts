import type { Connection } from './connection.ts'
import type { Fault } from './fault.ts'
import { gzipBomb } from './gzip-bomb.ts'

/** Handles a request the way a fault has it. @param handle - what would happen without the fault. */
export async function withFault(
  fault: Fault,
  connection: Connection,
  handle: () => Promise<Response>,
): Promise<Response> {
  switch (fault.kind) {
    case 'latency':
      await elapsed(fault.ms, connection.closed)
      return handle()
    case 'status':
      return statusAnswer(fault)
    case 'reset':
      return reset(fault.at, connection, handle)
    case 'stall':
      return stall(fault.at, connection, handle)
    case 'truncate':
      return withBody(await handle(), (text) => text.slice(0, Math.ceil(text.length / 2)))
    case 'content-type':
      return withBody(await handle(), (text) => text, { 'content-type': fault.value })
    case 'gzip-bomb':
      return new Response(gzipBomb(fault.bytes), {
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      })
    case 'redirect':
      return new Response(null, { status: fault.status, headers: { location: fault.location } })
  }
}

function statusAnswer({ status, headers = {}, body }: Fault & { readonly kind: 'status' }): Response {
  // HTTP gives these no body, and `Response` refuses to make one.
  if ([204, 205, 304].includes(status)) return new Response(null, { status, headers })
  return Response.json(body ?? { code: status, message: 'Fault on demand' }, { status, headers })
}

async function reset(
  at: 'before' | 'after' | 'body',
  connection: Connection,
  handle: () => Promise<Response>,
) {
  if (at === 'body') return halfBody(await handle(), () => connection.reset())
  if (at === 'after') await handle()
  connection.reset()
  return new Response(null, { status: 500 })
}

async function stall(at: 'headers' | 'body', connection: Connection, handle: () => Promise<Response>) {
  const response = await handle()
  if (at === 'body') return halfBody(response, () => untilAborted(connection.closed))
  await untilAborted(connection.closed)
  return response
}

/** Sends half of a body, and then does something else. */
async function halfBody(response: Response, then: () => void | Promise<void>): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  let sent = false
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!sent) {
          sent = true
          return controller.enqueue(bytes.subarray(0, Math.ceil(bytes.length / 2)))
        }
        // The first half must be on its way before the connection breaks.
        await elapsed(20)
        await then()
        // The connection is gone by now: this only lets go of the stream.
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const headers = new Headers(response.headers)
  headers.set('content-length', String(bytes.length))
  return new Response(body, { status: response.status, headers })
}

async function withBody(
  response: Response,
  change: (text: string) => string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const text = change(await response.text())
  const kept = { ...Object.fromEntries(response.headers), ...headers }
  return new Response(response.status === 204 ? null : text, { status: response.status, headers: kept })
}

function elapsed(ms: number, closed?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      closed?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    closed?.addEventListener('abort', end)
  })
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
