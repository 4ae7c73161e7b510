import { single } from '../formats/single.ts'
import { discordKey } from '../keys/discord-key.ts'
import { seconds } from '../time/time-unit.ts'
import { jsonAnswer } from './challenge-answer.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Discord: interactions and webhook events. Secret: the public key of the application, in hex. Answers PING. Discord
 * itself sends wrong signatures now and then, and expects 401.
 * Source: discord.com/developers, "Interactions overview"; discord-interactions.
 *
 * @example
 * ```ts
 * import { createVerifier } from '@veza/webhooks'
 * import { discord } from '@veza/webhooks/schemes'
 *
 * const secrets = '2f8c6129d816cf51c374bc7f08c3e63ed156cf78aefb4a6550d97b87997977ee'
 * const verifier = createVerifier({ scheme: discord(), secrets })
 * console.log(verifier.scheme) // discord
 * ```
 */
export function discord(): SignatureScheme {
  return {
    name: 'discord',
    algorithm: 'Ed25519',
    format: single('x-signature-ed25519'),
    timestamp: { header: 'x-signature-timestamp', unit: seconds },
    id: { body: 'id' },
    type: [{ body: 'event.type' }, { body: 'type' }],
    key: discordKey,
    encoding: 'hex',
    signed: ({ timestamp, body }) => [timestamp, body],
    challenge: ({ received }) => {
      const type = received.at('type')
      // Webhook events: 0 is the ping. Interactions: 1 is, where 1 of a webhook event carries one.
      if (type === '0') return { status: 204, headers: {}, body: '' }
      return type === '1' && received.at('event.type') === undefined ? jsonAnswer({ type: 1 }) : undefined
    },
  }
}
