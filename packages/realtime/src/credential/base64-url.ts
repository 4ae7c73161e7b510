/** A text's UTF-8 bytes in base64url, without padding (RFC 4648, section 5). */
export function base64Url(text: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text))
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
