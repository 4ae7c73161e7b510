import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { HandlerOptions } from '../src/handle/handler-options.ts'
import { createVerifier } from '../src/index.ts'
import { veza } from '../src/schemes/veza.ts'
import { type Payload, payloads } from '../test/raw-body/payloads.ts'
import { post, secret } from '../test/raw-body/post.ts'

/** Options by which the answer tells what was verified, also from another process. */
export function echoing(maxBodyBytes = 1_048_576): HandlerOptions {
  return {
    verifier: createVerifier({ scheme: veza(), secrets: secret, parse: false, maxBodyBytes }),
    onUnknown: (_, { body }) => ({ body: createHash('sha256').update(body).digest('hex') }),
  }
}

/** What is not verified, by the code of ours or the status by which the framework refuses by itself. */
export async function rowOf(urlFor: (payload: Payload) => string): Promise<Record<string, string>> {
  const row: Record<string, string> = {}
  for (const payload of payloads) {
    const { status, text } = await post(urlFor(payload), payload)
    if (status === 200) expect(text).toBe(createHash('sha256').update(payload.plain).digest('hex'))
    else row[payload.name] = /"code":"(WEBHOOK_\w+)"/.exec(text)?.[1] ?? String(status)
  }
  return row
}
