import type { SigningKey } from './signing-key.ts'

/** Signs claims as a compact JWT. */
export async function signJwt(
  { key, algorithm, keyId }: SigningKey,
  claims: Readonly<Record<string, unknown>>,
  type = 'JWT',
): Promise<string> {
  const { SignJWT } = await import('jose/jwt/sign')
  const header = { alg: algorithm, typ: type, ...(keyId === undefined ? {} : { kid: keyId }) }
  return new SignJWT({ ...claims }).setProtectedHeader(header).sign(key)
}
