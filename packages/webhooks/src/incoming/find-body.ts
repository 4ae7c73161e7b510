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
  const kept = [rawBody, body]
  const bytes = kept.find((each) => each instanceof Uint8Array)
  if (bytes !== undefined) return { content: bytes, decoded: true }
  // Read to its end, and there was nothing to read.
  if (stream.readableEnded && !stream.readableDidRead) return { content: new Uint8Array(), decoded: false }
  // Parsers leave an empty object as the body of what they did not read.
  if (stream.readableDidRead === false) return unread(stream, maxBytes)
  const text = kept.find((each) => typeof each === 'string')
  if (text !== undefined) return { content: text, decoded: true }
  // An imitation of a request may not say whether it was read.
  if (stream.readableDidRead === undefined && body === undefined) return unread(stream, maxBytes)
  throw bodyParsed(fix.parser, fix.remedy)
}

async function unread(stream: NodeRequest, maxBytes: number): Promise<ArrivedBody> {
  return { content: await readNodeRequest(stream, maxBytes), decoded: false }
}
