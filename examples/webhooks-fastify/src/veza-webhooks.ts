import { type VezaEvent, vezaEvents } from '@veza/protocol'
import { createVerifier, type Verifier } from '@veza/webhooks'
import { veza } from '@veza/webhooks/schemes'

/** Verifies the platform's webhooks, and types their events. Made once: it remembers what came before. */
export function vezaWebhooks(secrets: string | undefined): Verifier<VezaEvent> {
  return createVerifier({ scheme: veza(), secrets, schema: vezaEvents })
}
