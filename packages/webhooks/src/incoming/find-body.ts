import type { ArrivedBody } from '../handle/arrival.ts'
import { bodyParsed } from '../handle/body-parsed.ts'
import type { NodeRequest } from './node-request.ts'
import { readNodeRequest } from './read-node-request.ts'

/** What parsers may have left beside the stream. */
export interface ParserTraces {
  /** Where several parsers keep the exact bytes, or the exact text. */
  readonly rawBody?: unknown
  /** What a parser made of the body. */
  readonly body?: unknown
}

/** What to tell when the bytes are gone. */
export interface ParserFix {
  /** What reads the body in this framework, as `express.json()`. */
  readonly parser: string
  /** What to write instead. */
  readonly remedy: string
}

/**
 * Gets the bytes wherever they still are: kept beside the parsed body, left by a raw parser, or unread in the stream.
 *
 * @throws a WebhookVerificationError `WEBHOOK_BODY_PARSED` that names the fix, or a refusal of reading.
 */
export async function findBody(
  stream: NodeRequest,
  { rawBody, body }: ParserTraces,
  fix: ParserFix,
  maxBytes: number,
): Promise<ArrivedBody> {
  for (const kept of [rawBody, body]) if (kept instanceof Uint8Array) return { content: kept, decoded: true }
  // Read to its end, and there was nothing to read.
  if (stream.readableEnded && !stream.readableDidRead) return { content: new Uint8Array(), decoded: false }
  // Parsers leave an empty object as the body of what they did not read.
  if (!stream.readableDidRead) return { content: await readNodeRequest(stream, maxBytes), decoded: false }
  for (const kept of [rawBody, body]) if (typeof kept === 'string') return { content: kept, decoded: true }
  throw bodyParsed(fix.parser, fix.remedy)
}
