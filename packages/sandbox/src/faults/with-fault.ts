import type { Connection } from './connection.ts'
import { cutBody, halved } from './cut-body.ts'
import { elapsed, untilAborted } from './elapsed.ts'
import type { Fault } from './fault.ts'
import { gzipBomb } from './gzip-bomb.ts'

type Handle = () => Promise<Response>

/** Handles a request the way a fault has it. @param handle - what would happen without the fault. */
export async function withFault(
  fault: Fault,
  request: Request,
  connection: Connection,
  handle: Handle,
): Promise<Response> {
  switch (fault.kind) {
    case 'latency':
      await elapsed(fault.ms, connection.closed)
      return handle()
    case 'status':
      return statusAnswer(fault)
    case 'reset':
      return reset(fault, request, connection, handle)
    case 'stall':
      return stall(fault, connection, handle)
    case 'truncate':
      return halved(await handle())
    case 'content-type':
      return withHeaders(await handle(), { 'content-type': fault.value })
    case 'headers':
      return withHeaders(await handle(), fault.headers)
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
  fault: Extract<Fault, { kind: 'reset' }>,
  request: Request,
  connection: Connection,
  handle: Handle,
): Promise<Response> {
  if (fault.at === 'body') return cutBody(await handle(), fault.afterBytes, () => connection.reset())
  if (fault.at === 'request') await readPart(request, fault.afterBytes)
  if (fault.at === 'after') await handle()
  connection.reset()
  return new Response(null, { status: 500 })
}

async function stall(
  fault: Extract<Fault, { kind: 'stall' }>,
  connection: Connection,
  handle: Handle,
): Promise<Response> {
  const response = await handle()
  if (fault.at === 'body') return cutBody(response, fault.afterBytes, () => untilAborted(connection.closed))
  await untilAborted(connection.closed)
  return response
}

/** Reads a part of the request's body: half of it, or its first chunk where it does not say its length. */
async function readPart(request: Request, afterBytes: number | undefined): Promise<void> {
  const length = Number(request.headers.get('content-length') ?? 0)
  let left = afterBytes ?? Math.max(1, Math.ceil(length / 2))
  const reader = request.body?.getReader()
  while (left > 0) {
    const { value } = (await reader?.read()) ?? {}
    if (value === undefined) break
    left -= value.length
  }
  reader?.releaseLock()
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}
