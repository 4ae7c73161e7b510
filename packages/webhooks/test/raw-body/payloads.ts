import { gzipSync } from 'node:zlib'

/** A body to send, and how. */
export interface Payload {
  readonly name: string
  readonly type: string
  /** What is signed. */
  readonly plain: Uint8Array<ArrayBuffer>
  /** What goes over the wire, where it is not that. */
  readonly packed?: Uint8Array
  readonly encoding?: string
  /** In pieces of this many bytes, without a length. */
  readonly chunked?: number
  readonly maxBodyBytes?: number
}

const json = 'application/json'
// Parsed and written again, none of it would be the same.
const awkward =
  '{"type":"message.sent",\r\n "one": 1.0, "accent":"\\u00e9 é", "slash":"\\/", "big":12345678901234567890, "a":1,"a":2 }'

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function jsonOf(size: number): Uint8Array<ArrayBuffer> {
  return bytes(`{"type":"message.sent","fill":"${'é'.repeat(size / 2 - 20)}"}`)
}

export const payloads: readonly Payload[] = [
  { name: 'json', type: json, plain: bytes(awkward) },
  { name: 'json with a charset', type: 'application/json; charset=utf-8', plain: bytes(awkward) },
  { name: 'json of a vendor', type: 'application/vnd.veza+json', plain: bytes(awkward) },
  { name: 'json with a byte order mark', type: json, plain: bytes(`\u{feff}${awkward}`) },
  {
    name: 'form',
    type: 'application/x-www-form-urlencoded',
    plain: bytes('payload=%7B%22a%22%3A1.0%7D&x=1+2&x=%20'),
  },
  { name: 'text', type: 'text/plain', plain: bytes('hello\r\nwörld') },
  {
    name: 'bytes that are no text',
    type: 'application/octet-stream',
    plain: new Uint8Array([0, 255, 254, 128, 13, 10]),
  },
  { name: 'gzip', type: json, plain: bytes(awkward), packed: gzipSync(awkward), encoding: 'gzip' },
  { name: '150 KB', type: json, plain: jsonOf(150_000) },
  { name: '1.1 MB', type: json, plain: jsonOf(1_100_000) },
  { name: '1.1 MB, limit raised', type: json, plain: jsonOf(1_100_000), maxBodyBytes: 2_000_000 },
  { name: 'chunked', type: json, plain: bytes(awkward), chunked: 7 },
  { name: 'empty', type: json, plain: bytes('') },
]
