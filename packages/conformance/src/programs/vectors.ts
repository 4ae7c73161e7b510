import { readVectors } from '../run/read-vectors.ts'
import type { WebhookVectors } from '../suite/webhook-vectors.ts'

/** The vectors of webhooks. A run from tarballs puts their text in the place of this file: few runtimes can read it. */
export const vectors: readonly WebhookVectors[] = readVectors()
