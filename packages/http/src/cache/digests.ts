import { InvalidRequestError } from '@veza/resilience'

/** SHA-256 of texts, in hexadecimal. Who asks for the same at the same time gets it at the same time. */
export class Digests {
  readonly #underWay = new Map<string, Promise<string>>()

  of(text: string): Promise<string> {
    const known = this.#underWay.get(text)
    if (known !== undefined) return known
    const digest = sha256(text).finally(() => this.#underWay.delete(text))
    this.#underWay.set(text, digest)
    return digest
  }
}

async function sha256(text: string): Promise<string> {
  if (crypto.subtle === undefined) throw insecurePage()
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Browsers give their cryptography to pages of `https:` and of this machine only. */
function insecurePage(): InvalidRequestError {
  return new InvalidRequestError('The cache needs the cryptography of the runtime', {
    code: 'INVALID_OPTION',
    remedy: 'Serve the page over https, or leave the option cache out.',
  })
}
