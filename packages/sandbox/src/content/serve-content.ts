import { type ByteRange, byteRange } from './byte-range.ts'
import type { StoredContent } from './content-store.ts'

/** How a content goes out. */
export interface Served {
  readonly name: string
  readonly contentType: string
  /** RFC 3339. */
  readonly createdAt: string
  readonly disposition: 'attachment' | 'inline'
}

/** A content, or the part of it that the request's `Range` and `If-Range` ask for (RFC 9110, sections 13 and 14). */
export function serveContent(request: Request, content: StoredContent, served: Served): Response {
  const etag = `"${content.checksum}"`
  const lastModified = new Date(served.createdAt).toUTCString()
  const headers = {
    'accept-ranges': 'bytes',
    'content-disposition': disposition(served.disposition, served.name),
    'content-type': served.contentType,
    etag,
    'last-modified': lastModified,
    'x-content-type-options': 'nosniff',
  }
  const range = rangeOf(request.headers, content.size, etag, lastModified)
  if (range === 'unsatisfiable') return unsatisfiable(content.size)
  const { start, end } = range ?? { start: 0, end: content.size }
  const length = { 'content-length': String(end - start) }
  const body = content.read(start, end)
  if (range === undefined) return new Response(body, { headers: { ...headers, ...length } })
  const contentRange = { 'content-range': `bytes ${start}-${end - 1}/${content.size}` }
  return new Response(body, { status: 206, headers: { ...headers, ...length, ...contentRange } })
}

function rangeOf(
  headers: Headers,
  size: number,
  etag: string,
  lastModified: string,
): ByteRange | 'unsatisfiable' | undefined {
  const ifRange = headers.get('if-range')
  // A part of what has changed since is of no use: the whole is sent instead.
  if (ifRange !== null && ifRange !== etag && ifRange !== lastModified) return undefined
  return byteRange(headers.get('range'), size)
}

function unsatisfiable(size: number): Response {
  const body = { code: 416, message: 'The range lies outside the content' }
  return Response.json(body, { status: 416, headers: { 'content-range': `bytes */${size}` } })
}

/** The file's name in ASCII for old clients, and as it is for all others (RFC 6266). No name can add a header. */
function disposition(type: string, name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${type}; filename="${ascii}"; filename*=UTF-8''${whole}`
}
