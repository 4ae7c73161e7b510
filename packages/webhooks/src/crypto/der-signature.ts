/**
 * Two numbers in DER as two numbers of fixed length; `undefined` for anything but the one way DER has to write them.
 *
 * @param size - bytes of each number.
 */
export function rawFromDer(der: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> | undefined {
  const r = der[0] === 0x30 && der[1] === der.length - 2 ? readNumber(der, 2, size) : undefined
  const s = r && readNumber(der, r.end, size)
  if (r === undefined || s?.end !== der.length) return undefined
  const raw = new Uint8Array(size * 2)
  raw.set(r.bytes, size - r.bytes.length)
  raw.set(s.bytes, size * 2 - s.bytes.length)
  return raw
}

function readNumber(
  der: Uint8Array<ArrayBuffer>,
  at: number,
  size: number,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly end: number } | undefined {
  const length = der[at + 1] ?? 0
  const end = at + 2 + length
  const [first = 0, second = 0] = der.subarray(at + 2, end)
  const isPadded = first === 0 && length > 1
  const isMinimal = first < 0x80 && (!isPadded || second >= 0x80)
  if (der[at] !== 0x02 || length === 0 || end > der.length || !isMinimal) return undefined
  const bytes = der.slice(isPadded ? at + 3 : at + 2, end)
  return bytes.length > size ? undefined : { bytes, end }
}

/** The way back. */
export function derFromRaw(raw: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const half = raw.length / 2
  const numbers = [...number(raw.subarray(0, half)), ...number(raw.subarray(half))]
  return new Uint8Array([0x30, numbers.length, ...numbers])
}

function number(bytes: Uint8Array<ArrayBuffer>): number[] {
  const start = bytes.findIndex((byte) => byte !== 0)
  const digits = start === -1 ? [0] : [...bytes.subarray(start)]
  const padded = (digits[0] ?? 0) >= 0x80 ? [0, ...digits] : digits
  return [0x02, padded.length, ...padded]
}
