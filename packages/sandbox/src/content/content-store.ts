/** A content that is kept: it never changes. */
export interface StoredContent {
  /** In bytes. */
  readonly size: number
  /** SHA-256, in lower-case hex. */
  readonly checksum: string
  /**
   * The bytes from `start` up to, but not including, `end`. Opens nothing before it is read, and lets go of everything
   * when it ends, fails or is cancelled.
   */
  read(start: number, end: number): ReadableStream<Uint8Array<ArrayBuffer>>
  /** Lets go of the content. Who is reading it may read on. */
  delete(): Promise<void>
}

/** Where the sandbox keeps what is uploaded. */
export interface ContentStore {
  /**
   * Takes in a content as it comes.
   *
   * @throws {@link StoreFullError} when there is no room for it, and whatever `content` throws; nothing is kept then.
   */
  write(content: AsyncIterable<Uint8Array>): Promise<StoredContent>
  /** Lets go of everything. */
  close(): Promise<void>
}

/**
 * There is no room for a content: the sandbox answers 413.
 *
 * @example
 * ```ts
 * import { memoryContentStore, StoreFullError } from '@veza/sandbox'
 *
 * async function* bytes() {
 *   yield new Uint8Array(2048)
 * }
 * const written = memoryContentStore({ maxBytes: 1024 }).write(bytes())
 * console.log(await written.catch((error) => error instanceof StoreFullError)) // true
 * ```
 */
export class StoreFullError extends Error {
  override readonly name = 'StoreFullError'

  /** @param maxBytes - how much the store holds. */
  constructor(maxBytes: number) {
    super(`The content store holds ${maxBytes} bytes and has no room left`)
  }
}
