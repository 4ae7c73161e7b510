import { ByteScanner, CutShort } from './byte-scanner.ts'
import { type PartHeaders, partHeaders } from './part-headers.ts'

/** What comes out of a multipart body, in its order. The chunks of a part follow it, up to its end. */
export type MultipartEvent =
  | { readonly kind: 'part'; readonly headers: PartHeaders }
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }

/** The body is no multipart body, or not a whole one. */
export class MultipartFailure extends Error {}

const longestHeaders = 16 * 1024

/**
 * Reads the parts of a `multipart/form-data` body (RFC 2046, section 5.1; RFC 7578) as it comes: a chunk is read when
 * what came before it was taken. No library does that on every runtime: they hold whole parts, or need Node's streams.
 *
 * @throws MultipartFailure, and whatever the body throws.
 */
export async function* multipartEvents(
  body: ReadableStream<Uint8Array>,
  contentType: string,
): AsyncGenerator<MultipartEvent, void, undefined> {
  const delimiter = bytesOf(`\r\n--${boundaryIn(contentType)}`)
  const reader = body.getReader()
  try {
    // The first delimiter may stand at the very beginning, without a line break before it.
    const scanner = new ByteScanner(reader, bytesOf('\r\n'))
    for await (const _preamble of scanner.upTo(delimiter));
    while (await partFollows(scanner)) {
      yield { kind: 'part', headers: await headersIn(scanner) }
      for await (const bytes of scanner.upTo(delimiter)) yield { kind: 'chunk', bytes }
      yield { kind: 'end' }
    }
    // What comes after the last delimiter means nothing, but the sender has still to get rid of it.
    while (!(await reader.read()).done);
  } catch (error) {
    throw error instanceof CutShort ? new MultipartFailure(error.message) : error
  } finally {
    reader.releaseLock()
  }
}

function boundaryIn(contentType: string): string {
  const [, quoted, plain] = contentType.match(/;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) throw new MultipartFailure('There is no boundary')
  return boundary
}

async function partFollows(scanner: ByteScanner): Promise<boolean> {
  const mark = textOf(await scanner.next(2))
  if (mark === '\r\n') return true
  if (mark === '--') return false
  throw new MultipartFailure('A boundary goes on')
}

async function headersIn(scanner: ByteScanner): Promise<PartHeaders> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of scanner.upTo(bytesOf('\r\n\r\n'))) {
    length += chunk.length
    if (length > longestHeaders) throw new MultipartFailure('The headers of a part are too long')
    chunks.push(chunk)
  }
  const lines = textOf(joined(chunks, length)).split('\r\n')
  const headers = new Map(lines.map(headerIn))
  return (
    partHeaders(headers.get('content-disposition') ?? '', headers.get('content-type')) ??
    fail('A part is no field of a form')
  )
}

function headerIn(line: string): [name: string, value: string] {
  const [, name, value] =
    line.match(/^([\w!#$%&'*+.^`|~-]+):[ \t]*([\t\x20-\x7e\u{80}-\u{10ffff}]*?)[ \t]*$/u) ?? []
  return name === undefined || value === undefined
    ? fail('A part has a broken header')
    : [name.toLowerCase(), value]
}

function fail(message: string): never {
  throw new MultipartFailure(message)
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
