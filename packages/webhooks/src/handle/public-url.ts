/**
 * The address a sender called, as it wrote it.
 *
 * @param publicUrl - the origin from the options; goes before what the framework believes, which a proxy may hide.
 * @param origin - what the framework believes: `https://host`.
 * @param target - path and query as they came, undecoded.
 */
export function addressOf(
  publicUrl: string | undefined,
  origin: string | undefined,
  target: string,
): string | undefined {
  const base = publicUrl ?? origin
  // A target that is an address itself ("GET http://x/ HTTP/1.1") would replace the origin.
  return base === undefined || !target.startsWith('/') ? undefined : `${base.replace(/\/$/, '')}${target}`
}
