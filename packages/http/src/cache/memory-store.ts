import type { CacheEntry, CacheStore } from './cache-store.ts'

/** What an entry takes besides its texts: objects, keys, the policy. An estimate. */
const overheadBytes = 1000

interface Kept {
  readonly group: string
  readonly entry: CacheEntry
  readonly bytes: number
}

/** Keeps answers in memory, no more than so many bytes of them: those that were not used for longest go first. */
export class MemoryStore implements CacheStore {
  readonly #maxBytes: number
  /** In the order of their last use. */
  readonly #kept = new Map<string, Kept>()
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** How many bytes are in use, estimated. */
  get bytes(): number {
    return this.#bytes
  }

  get(group: string, key: string): CacheEntry | undefined {
    const id = idOf(group, key)
    const kept = this.#kept.get(id)
    if (kept === undefined) return undefined
    this.#kept.delete(id)
    this.#kept.set(id, kept)
    return kept.entry
  }

  set(group: string, key: string, entry: CacheEntry): void {
    const id = idOf(group, key)
    this.#drop(id)
    const bytes = bytesOf(entry)
    if (bytes > this.#maxBytes) return
    this.#kept.set(id, { group, entry, bytes })
    this.#bytes += bytes
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#maxBytes) break
      this.#drop(oldest)
    }
  }

  clear(group: string): void {
    for (const [id, kept] of this.#kept) if (kept.group === group) this.#drop(id)
  }

  #drop(id: string): void {
    this.#bytes -= this.#kept.get(id)?.bytes ?? 0
    this.#kept.delete(id)
  }
}

function idOf(group: string, key: string): string {
  return `${group} ${key}`
}

/** A character takes two bytes at most. */
function bytesOf({ text, headers, url }: CacheEntry): number {
  const characters = headers.reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    text.length + url.length,
  )
  return characters * 2 + overheadBytes
}
