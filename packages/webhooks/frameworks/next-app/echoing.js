import { createHash } from 'node:crypto'
import { createVerifier } from '@veza/webhooks'
import { veza } from '@veza/webhooks/schemes'

/** Options by which the answer tells what was verified. */
export function echoing(maxBodyBytes = 1_048_576) {
  return {
    verifier: createVerifier({
      scheme: veza(),
      secrets: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
      parse: false,
      maxBodyBytes,
    }),
    onUnknown: (_, { body }) => ({ body: createHash('sha256').update(body).digest('hex') }),
  }
}
