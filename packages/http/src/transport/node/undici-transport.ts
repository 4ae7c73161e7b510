import type { Pool } from 'undici'
import type { PoolOptions } from '../pool-options.ts'
import type { Transport, TransportRequest, TransportResponse } from '../transport.ts'
import { dispatchOptions } from './dispatch-options.ts'
import { loadPool } from './load-pool.ts'
import { TextAnswer } from './text-answer.ts'

/**
 * Sends requests through undici's own connection pool.
 *
 * @param options - see {@link PoolOptions}.
 */
export function undiciTransport(options: PoolOptions): Transport {
  const pools = new Map<string, Promise<Pool>>()
  const poolOf = (origin: string): Promise<Pool> => {
    let pool = pools.get(origin)
    if (pool === undefined) {
      pool = openPool(origin, options)
      pools.set(origin, pool)
    }
    return pool
  }
  const send = async (request: TransportRequest): Promise<TransportResponse> => {
    const { origin, path } = split(request.url)
    const pool = await poolOf(origin)
    const { maxTextBytes } = request
    if (maxTextBytes !== undefined) return sendForText(pool, path, request, maxTextBytes)
    // Few calls stream, and what they need is loaded for them alone.
    const { sendForStream } = await import('./send-for-stream.ts')
    return sendForStream(pool, path, request)
  }
  const close = async (): Promise<void> => {
    const open = [...pools.values()]
    pools.clear()
    await Promise.all(open.map(async (pool) => (await pool).close()))
  }
  return Object.assign(send, { close })
}

async function openPool(origin: string, options: PoolOptions): Promise<Pool> {
  const { Pool } = await loadPool()
  return new Pool(origin, {
    connections: options.connections ?? 128,
    keepAliveTimeout: options.keepAliveMs ?? 4000,
    // A certificate is checked whatever the environment says; NODE_EXTRA_CA_CERTS adds authorities.
    connect: { timeout: options.connectTimeoutMs ?? 10_000, rejectUnauthorized: true },
    allowH2: options.http2 ?? false,
    // The call's own timeouts are at work.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}

function sendForText(
  pool: Pool,
  path: string,
  request: TransportRequest,
  maxTextBytes: number,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    pool.dispatch(dispatchOptions(path, request), new TextAnswer(request, maxTextBytes, { resolve, reject }))
  })
}

function split(url: string): { origin: string; path: string } {
  const slash = url.indexOf('/', url.indexOf('//') + 2)
  return { origin: url.slice(0, slash), path: url.slice(slash) }
}
