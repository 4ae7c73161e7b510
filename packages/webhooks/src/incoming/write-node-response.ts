import type { WebhookAnswer } from '../handle/webhook-answer.ts'
import type { NodeResponse } from './node-request.ts'

/** Writes an answer, unless somebody has answered already, as a middleware that runs out of patience does. */
export function writeNodeResponse(response: NodeResponse, { status, headers, body }: WebhookAnswer): void {
  if (response.headersSent) return
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.end(body)
}
