/** A password that can be recognized and not be read. */
export interface PasswordHash {
  readonly salt: Uint8Array
  readonly hash: Uint8Array
}

/**
 * A mebibyte and a few milliseconds for each guess (RFC 7914). A platform that guards more than test data takes 16 to 128
 * times as much: here, every test that signs in would wait for it.
 */
const cost = { N: 2 ** 10, r: 8, p: 1, dkLen: 32 }

/** Hashes a password with scrypt. */
export async function hashPassword(
  password: string,
  salt: Uint8Array = crypto.getRandomValues(new Uint8Array(16)),
): Promise<PasswordHash> {
  const { scryptAsync } = await import('@noble/hashes/scrypt.js')
  return { salt, hash: await scryptAsync(password.normalize('NFKC'), salt, cost) }
}

/** Whether this is the password; takes the same time whether it is or not. */
export async function isPassword(password: string, known: PasswordHash): Promise<boolean> {
  const { hash } = await hashPassword(password, known.salt)
  return hash.reduce((different, byte, index) => different | (byte ^ (known.hash[index] ?? 0)), 0) === 0
}
