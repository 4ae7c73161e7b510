/** How a list differs from the one it should be. */
export interface SequenceCheck {
  readonly expected: number
  readonly lost: number
  readonly doubled: number
  /** Items that came after one that should have followed them. */
  readonly outOfOrder: number
  /** Items that should not be there at all. */
  readonly foreign: number
}

/** Compares what came with what should have come, each once and in this order. */
export function checkSequence(expected: readonly string[], came: readonly string[]): SequenceCheck {
  const places = new Map(expected.map((item, place) => [item, place]))
  const seen = new Set<string>()
  let [doubled, outOfOrder, foreign, furthest] = [0, 0, 0, -1]
  for (const item of came) {
    const place = places.get(item)
    if (place === undefined) foreign++
    else if (seen.has(item)) doubled++
    else if (place < furthest) outOfOrder++
    seen.add(item)
    furthest = Math.max(furthest, place ?? -1)
  }
  const lost = expected.filter((item) => !seen.has(item)).length
  return { expected: expected.length, lost, doubled, outOfOrder, foreign }
}
