import { UnsignedRequest } from '../auth/unsigned-request.ts'
import type { PreparedRequest } from '../client/prepare.ts'
import type { Settings } from '../client/settings.ts'
import { Cancellation } from '../exchange/cancellation.ts'
import type { Digests } from './digests.ts'

/**
 * A hash of everything that decides what a GET answers: its URL, its headers, and whose credential it carries. Two
 * tenants never have the same.
 */
export async function partitionOf(
  { authenticator }: Settings,
  request: PreparedRequest,
  digests: Digests,
): Promise<string> {
  const cancellation = new Cancellation(undefined)
  const unsigned = new UnsignedRequest({ ...request, attempt: 1 }, cancellation)
  const holder = authenticator?.partition?.() ?? authenticator?.authenticate(unsigned)
  const text = JSON.stringify([request.url, sorted(request.headers), await holder])
  return digests.of(text)
}

function sorted(headers: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1))
}
