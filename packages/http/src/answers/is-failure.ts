import type { HttpRequest, HttpResponse } from '../exchange/middleware.ts'
import { parseJson } from '../exchange/parse-json.ts'

/** Only the head of an answer is searched for the word: envelopes have it first. */
const head = 500

/**
 * Whether an answer tells of a failure: by its status, or by `{ "success": false }` under any status. That nothing has
 * changed is none for who asked whether something has.
 */
export function isFailure(
  { status, text }: HttpResponse,
  { headers }: Pick<HttpRequest, 'headers'>,
): boolean {
  if (status === 304 && (headers['if-none-match'] ?? headers['if-modified-since']) !== undefined) return false
  if (status < 200 || status >= 300) return true
  if (!/"success"\s*:\s*false/.test(text.slice(0, head))) return false
  try {
    return (parseJson(text) as { success?: unknown } | null)?.success === false
  } catch {
    return false
  }
}
