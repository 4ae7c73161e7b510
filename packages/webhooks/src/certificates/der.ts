/** One value of DER: a tag, and what it holds. */
export interface Der {
  readonly tag: number
  /** The content alone. */
  readonly content: Uint8Array<ArrayBuffer>
  /** Tag, length and content. */
  readonly whole: Uint8Array<ArrayBuffer>
}

/** The values that stand one after the other in some bytes. Throws when that is not DER. */
export function readAll(bytes: Uint8Array<ArrayBuffer>): Der[] {
  const found: Der[] = []
  for (let rest = bytes; rest.length > 0; ) {
    const next = readOne(rest)
    found.push(next)
    rest = rest.subarray(next.whole.length)
  }
  return found
}

/** The values inside of a value, which must have this tag. */
export function inside(value: Der | undefined, tag = 0x30): Der[] {
  return readAll(contentOf(value, tag))
}

/** The content of a value, which must have this tag. */
export function contentOf(value: Der | undefined, tag: number): Uint8Array<ArrayBuffer> {
  if (value?.tag !== tag) throw new Error('a certificate is not built as it should be')
  return value.content
}

/** An object identifier in dotted form. */
export function objectId(value: Der | undefined): string {
  const [first = 0, ...others] = contentOf(value, 0x06)
  const numbers = [Math.min(Math.floor(first / 40), 2)]
  numbers.push(first - (numbers[0] ?? 0) * 40)
  let number = 0
  for (const byte of others) {
    number = number * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    numbers.push(number)
    number = 0
  }
  return numbers.join('.')
}

function readOne(bytes: Uint8Array<ArrayBuffer>): Der {
  const [tag = 0, short = 0] = bytes
  const lengthBytes = short < 0x80 ? 0 : short & 0x7f
  const start = 2 + lengthBytes
  const length =
    lengthBytes === 0 ? short : bytes.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0)
  // A tag of several bytes does not occur in certificates, nor does a value of more than 16 MiB.
  const isSane =
    (tag & 0x1f) !== 0x1f && lengthBytes <= 3 && bytes.length >= start + length && bytes.length >= 2
  if (!isSane) throw new Error('a certificate is not built as it should be')
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(0, start + length) }
}
