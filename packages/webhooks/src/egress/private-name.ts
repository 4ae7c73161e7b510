/** Names that mean this machine, this network or nothing at all, wherever they are asked for. */
const privateSuffixes: readonly string[] = [
  // RFC 6761, 6762, 7686, 8375 and 9476; ICANN set `internal` aside in 2024.
  'localhost',
  'local',
  'onion',
  'home.arpa',
  'alt',
  'invalid',
  'internal',
  // Never delegated, since so many private networks use them (ICANN's name collision list).
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'localdomain',
]

/**
 * Whether a host name is private by itself, so that it is not even resolved: a name of one label is completed with
 * this machine's search domains, and leads inside.
 *
 * @param name - in lower case, without a final dot.
 */
export function isPrivateName(name: string): boolean {
  return !name.includes('.') || privateSuffixes.some((suffix) => isBelow(name, suffix))
}

/** Whether `name` is `domain` or lies below it. */
export function isBelow(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`)
}
