/**
 * Whether two texts are the same, in a time that does not tell where they differ. Their lengths are no secret: a
 * digest's is known.
 */
export function sameText(mine: string, theirs: string): boolean {
  if (mine.length !== theirs.length) return false
  let difference = 0
  for (let i = 0; i < mine.length; i++) difference |= mine.charCodeAt(i) ^ theirs.charCodeAt(i)
  return difference === 0
}
