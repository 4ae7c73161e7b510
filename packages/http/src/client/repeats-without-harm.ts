/** Whether doing such a request twice comes to the same as doing it once (RFC 9110: idempotent methods). */
export function repeatsWithoutHarm(method: string): boolean {
  return ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'].includes(method)
}
