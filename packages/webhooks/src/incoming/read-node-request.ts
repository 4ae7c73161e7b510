import { join } from '../bytes/join.ts'
import { bodyParsed } from '../handle/body-parsed.ts'
import { tooLarge } from '../message/too-large.ts'
import { Refused } from '../refusals/refused.ts'
import type { NodeRequest } from './node-request.ts'

/**
 * Reads a request that nobody has read from, to its end.
 *
 * @throws a refusal: `WEBHOOK_BODY_TOO_LARGE` or `WEBHOOK_BODY_INCOMPLETE`; `WEBHOOK_BODY_PARSED` after `setEncoding()`
 */
export function readNodeRequest(request: NodeRequest, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let length = 0
    const onData = (chunk: Uint8Array | string) => {
      length += chunk.length
      if (typeof chunk === 'string') settle(() => reject(decodedBySomebody()))
      else if (length <= maxBytes) chunks.push(chunk)
      else settle(() => reject(tooLarge(maxBytes)))
    }
    const onEnd = () => settle(() => resolve(join(chunks)))
    const onError = (error: Error) => settle(() => reject(incomplete(error)))
    const onClose = () => settle(() => reject(incomplete()))
    const settle = (outcome: () => void) => {
      request.off('data', onData)
      request.off('end', onEnd)
      request.off('close', onClose)
      // The listener for errors stays: one that comes later would end the process.
      // What is left of the body is let through, or the sender would wait to write it and not read the answer.
      request.resume()
      outcome()
    }
    if (request.destroyed) return reject(incomplete())
    if (Number(request.headers['content-length']) > maxBytes) {
      request.resume()
      return reject(tooLarge(maxBytes))
    }
    request.on('error', onError)
    request.on('close', onClose)
    request.on('end', onEnd)
    request.on('data', onData)
  })
}

function incomplete(cause?: Error): Refused {
  return new Refused('WEBHOOK_BODY_INCOMPLETE', '', cause)
}

function decodedBySomebody(): Error {
  return bodyParsed(
    'request.setEncoding()',
    'Take the call of setEncoding() away: it makes text of the bytes.',
  )
}
