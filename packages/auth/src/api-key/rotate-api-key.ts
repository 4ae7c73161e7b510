import type { Secret } from '@veza/resilience/secrets'
import type { Authenticator } from '../authenticator.ts'
import { type ApiKeyAuthenticator, type ApiKeyOptions, apiKey } from './api-key.ts'

/** A key that was just made; what `veza.apiKeys.create()` gives. */
export interface IssuedKey {
  readonly apiKey: Secret
  readonly secret?: Secret
  readonly permissions?: readonly string[]
  readonly expiresAt?: Date | null | undefined
}

/** The steps of a rotation. */
export interface RotateApiKeyOptions<K extends IssuedKey> {
  /** The key in use; it gets the new one. */
  readonly auth: ApiKeyAuthenticator
  /** How the new key is sent; as `apiKey()` was told for the old one. @defaultValue bearer, `veza_` */
  readonly options?: Pick<ApiKeyOptions, 'scheme' | 'prefix'>
  /** Makes the new key, while the old one goes on working: `create`, not `rotate`, which ends the old one at once. */
  issue(): Promise<K>
  /** Makes a harmless call with the new key; whatever it throws stops the rotation. */
  prove(candidate: Authenticator, issued: K): Promise<unknown>
  /** Ends the old key. Called last; when it fails, the new key is in use all the same. */
  retire(): Promise<unknown>
  /** Ends the new key, when it was not proven. */
  discard(issued: K): Promise<unknown>
}

/**
 * Replaces an API key without a moment in which none works: make the new one, prove it by a call, use it, and only then
 * end the old one.
 *
 * @returns what `issue` gave.
 * @throws what `issue` or `prove` threw: the old key is still in use then; or what `retire` threw.
 * @example
 * ```ts
 * import { apiKey, rotateApiKey } from '@veza/auth'
 * import { Veza } from '@veza/client'
 *
 * const admin = new Veza()
 * const permissions = ['read:users']
 * const old = await admin.apiKeys.create({ name: 'reader', permissions })
 * const auth = apiKey(old.apiKey.reveal())
 * const renewed = await rotateApiKey({
 *   auth,
 *   issue: () => admin.apiKeys.create({ name: 'reader', permissions }),
 *   prove: (candidate) => new Veza({ auth: candidate }).users.get(1),
 *   retire: async () => old.id === undefined || admin.apiKeys.revoke(old.id),
 *   discard: async ({ id }) => id === undefined || admin.apiKeys.revoke(id),
 * })
 * console.log(renewed.permissions)
 * ```
 */
export async function rotateApiKey<K extends IssuedKey>(options: RotateApiKeyOptions<K>): Promise<K> {
  const issued = await options.issue()
  const key = issued.apiKey.reveal()
  // The secret is of no use to a bearer key.
  const signs = options.options?.scheme !== undefined && options.options.scheme !== 'bearer'
  const secret = signs && issued.secret !== undefined ? { secret: issued.secret.reveal() } : {}
  try {
    await options.prove(apiKey(key, { ...options.options, ...secret }), issued)
  } catch (error) {
    // Why it was not proven matters more than why it could not be discarded.
    await options.discard(issued).catch(() => undefined)
    throw error
  }
  const { permissions, expiresAt } = issued
  options.auth.replace(key, {
    ...secret,
    ...(permissions === undefined ? {} : { permissions }),
    ...(expiresAt == null ? {} : { expiresAt }),
  })
  await options.retire()
  return issued
}
