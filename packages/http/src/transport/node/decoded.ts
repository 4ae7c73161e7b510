import { promisify } from 'node:util'
import * as zlib from 'node:zlib'

type Decoder = (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

const gunzip = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)
const inflate = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate)
const inflateRaw = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflateRaw)
const brotli = promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  // Some servers send the raw form, which lacks the header whose low bits are 8.
  deflate: (body, options) => (((body[0] ?? 0) & 15) === 8 ? inflate : inflateRaw)(body, options),
  br: brotli,
  // From Node 22.15 on.
  ...('zstdDecompress' in zlib && { zstd: promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress) }),
}

/** The content codings that can be read here, as an `accept-encoding` header says them. */
export const acceptEncoding = Object.keys(decoders)
  .filter((coding) => coding !== 'x-gzip')
  .join(', ')

/**
 * A body without its content codings (RFC 9110, 8.4).
 *
 * @param maxBytes - where a few hundred bytes unpack to more than this, unpacking stops.
 * @throws zlib's errors; `ERR_BUFFER_TOO_LARGE` where there is more; a plain `Error` for a coding it cannot read.
 */
export async function decoded(body: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  let content = body
  for (const coding of codings(encoding)) {
    const decode = decoders[coding]
    if (decode === undefined) throw new Error('The content coding of the answer is unknown')
    content = await decode(content, { maxOutputLength: maxBytes })
  }
  return content
}

/** Outermost first: the last that was applied is the first to come off. */
export function codings(encoding: string): string[] {
  return encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse()
}
