import { base64Url } from './base64-url.ts'

/** A shorter value may be an ordinary word: taking it out would tell more than it hides. */
const shortest = 6
/** Secrets are known by their beginning: a reason of 123 bytes holds no more of them. */
const known = 12

/** A text without secrets, as they are and as they stand in URLs and subprotocols. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text
  for (const secret of secrets) {
    if (secret.length < shortest) continue
    for (const form of [secret, inQuery(secret), base64Url(secret)])
      clean = clean.replaceAll(new RegExp(`${literally(form.slice(0, known))}\\S*`, 'gi'), '…')
  }
  return clean
}

function inQuery(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
