import { pipeline, type Readable, type Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import type { Dispatcher, Pool } from 'undici'
import { streamOf } from '../../payload/stream-of.ts'
import type { TransportRequest, TransportResponse } from '../transport.ts'
import { codings } from './decoded.ts'
import { dispatchOptions } from './dispatch-options.ts'
import { RecordHeaders } from './record-headers.ts'

/** Sends a request whose answer is read bit by bit, no faster than the reader reads. */
export async function sendForStream(
  pool: Pool,
  path: string,
  request: TransportRequest,
): Promise<TransportResponse> {
  const { default: send } = await import('undici/lib/api/api-request.js')
  const options = { ...dispatchOptions(path, request), signal: request.signal }
  const answer: Dispatcher.ResponseData = await send.call(pool, options as Dispatcher.RequestOptions)
  const headers = new RecordHeaders(answer.headers)
  const body = withoutCodings(answer.body, headers.get('content-encoding') ?? '')
  return { status: answer.statusCode, headers, body: streamOf(body, () => body.destroy()) }
}

function withoutCodings(body: Readable, encoding: string): Readable {
  return codings(encoding).reduce<Readable>((content, coding) => {
    const decoder = decoderFor(coding)
    // The decoder fails with what fails before it; that it did is all there is to know.
    return pipeline(content, decoder, () => undefined)
  }, body)
}

function decoderFor(coding: string): Transform {
  if (coding === 'gzip' || coding === 'x-gzip') return zlib.createGunzip()
  if (coding === 'deflate') return zlib.createInflate()
  if (coding === 'br') return zlib.createBrotliDecompress()
  if (coding === 'zstd' && 'createZstdDecompress' in zlib) return zlib.createZstdDecompress()
  throw new Error('The content coding of the answer is unknown')
}
