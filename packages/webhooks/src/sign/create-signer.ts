import { anything, type Checks, checkOptions, isA, positive } from '@veza/resilience/options'
import type { ReadKey } from '../keys/read-keys.ts'
import { readKeys } from '../keys/read-keys.ts'
import { wrongOption } from '../options/wrong-option.ts'
import { Refused } from '../refusals/refused.ts'
import type { Draft, Scheme, Seal } from '../schemes/scheme.ts'
import { draftOf } from './draft-of.ts'
import { invalidArgument } from './invalid-argument.ts'
import { sealByData } from './seal-by-data.ts'
import type { Signer, SignerOptions } from './sign-options.ts'

const checks: Checks<SignerOptions> = {
  scheme: anything,
  secrets: anything,
  minSecretBytes: positive('bytes'),
  now: isA('function'),
  random: isA('function'),
}

/**
 * Makes a signer of webhooks: to send them, or to test whoever receives them.
 *
 * @param options - the scheme and its secrets; several make overlapping signatures.
 * @throws {@link InvalidRequestError} `INVALID_OPTION` for an option or a secret that is wrong, for a key that can only
 * verify, and for several secrets where the scheme carries one signature.
 * @example
 * ```ts
 * import { createSigner, createVerifier } from '@veza/webhooks'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const [old, next] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD']
 * const signer = createSigner({ scheme: standardWebhooks(), secrets: [next, old] })
 * const signed = await signer.sign({ body: { type: 'user.created' } })
 *
 * const receiver = createVerifier({ scheme: standardWebhooks(), secrets: old })
 * console.log((await receiver.verify(signed)).type) // user.created: the old secret still verifies
 * ```
 */
export function createSigner(options: SignerOptions): Signer {
  checkOptions('createSigner()', options, checks)
  const { scheme, secrets = [], minSecretBytes = 16, now = Date.now, random = Math.random } = options
  const keys = signingKeys(scheme, readKeys([scheme], secrets, minSecretBytes))
  return {
    sign: async (webhook) => {
      const draft = draftOf(webhook, scheme, now(), random)
      const seal = await sealed(scheme, draft, keys)
      const { url, method, body, headers, id } = draft
      return {
        method,
        id,
        url: seal?.url ?? url,
        body: seal?.body ?? body,
        headers: seal?.headers ?? headers,
      }
    },
  }
}

async function sealed(scheme: Scheme, draft: Draft, keys: readonly ReadKey[]): Promise<Seal | undefined> {
  try {
    return 'check' in scheme ? await scheme.seal?.(draft, keys) : await sealByData(scheme, draft, keys)
  } catch (error) {
    // What a verifier would refuse is not signed either.
    if (error instanceof Refused)
      throw invalidArgument('content', `Its receivers would answer ${error.code}.`)
    throw error
  }
}

function signingKeys(scheme: Scheme, [keys = []]: readonly ReadKey[][]): readonly ReadKey[] {
  const version = 'sends' in scheme ? scheme.sends?.version : undefined
  const signing = keys.filter(
    ({ key }) => key.sign !== undefined && (version === undefined || key.version === version),
  )
  const [first] = signing
  const cannot = 'check' in scheme && scheme.seal === undefined
  if (cannot || (first === undefined && scheme.keyless !== true))
    throw wrongOption('secrets', `Pass a secret that can sign: ${scheme.name} has none here.`)
  const many = 'check' in scheme ? scheme.sealsMany === true : scheme.format.many
  if (signing.length > 1 && !many)
    throw wrongOption('secrets', `Pass one: ${scheme.name} carries one signature. Its receivers try several.`)
  return signing
}
