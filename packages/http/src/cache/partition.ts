import { UnsignedRequest } from '../auth/unsigned-request.ts'
import type { PreparedRequest } from '../client/prepare.ts'
import type { Settings } from '../client/settings.ts'
import { Cancellation } from '../exchange/cancellation.ts'

/**
 * A hash of everything that decides what a GET answers: its URL, its headers, and whose credential it carries. Two
 * tenants never have the same.
 */
export async function partitionOf({ authenticator }: Settings, request: PreparedRequest): Promise<string> {
  const cancellation = new Cancellation(undefined)
  const unsigned = new UnsignedRequest({ ...request, attempt: 1 }, cancellation)
  const holder = authenticator?.partition?.() ?? authenticator?.authenticate(unsigned)
  const text = JSON.stringify([request.url, sorted(request.headers), await holder])
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function sorted(headers: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1))
}
