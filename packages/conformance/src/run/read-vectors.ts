import { readdirSync, readFileSync } from 'node:fs'
import type { WebhookVectors } from '../suite/webhook-vectors.ts'

const folder = new URL('../../../webhooks/test/vectors/', import.meta.url)

/** The public vectors of `@veza/webhooks`, which no package publishes: they are read from the repository. */
export function readVectors(): readonly WebhookVectors[] {
  return readdirSync(folder)
    .toSorted()
    .map((file) => ({ ...(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as WebhookVectors), file }))
}
