/** Whether a value of JSON is nested no deeper than `most`: what is deeper could not be written again. */
export function isShallow(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return most > 0 && Object.values(value).every((item) => isShallow(item, most - 1))
}
