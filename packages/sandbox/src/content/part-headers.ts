/** What the headers of one part of a form say of it. */
export interface PartHeaders {
  readonly name: string
  /** As it was sent, with whatever path; `undefined` where the part is no file. */
  readonly fileName: string | undefined
  /** As it was sent; `undefined` where there is none. */
  readonly contentType: string | undefined
}

/**
 * Reads the headers of a part of `multipart/form-data` (RFC 7578, section 4.2).
 *
 * @returns `undefined` where they do not make a field of a form.
 */
export function partHeaders(disposition: string, contentType: string | undefined): PartHeaders | undefined {
  const parameters = /^form-data\s*;/i.test(disposition) ? parametersOf(disposition) : undefined
  const name = parameters?.get('name')
  if (parameters === undefined || name === undefined) return undefined
  const fileName = extended(parameters.get('filename*')) ?? parameters.get('filename')
  return { name, fileName, contentType }
}

function parametersOf(header: string): Map<string, string> {
  const found = header.matchAll(/;\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"\s]*))/g)
  return new Map(
    Array.from(found, ([, name = '', quoted, plain = '']) => [
      name.toLowerCase(),
      quoted === undefined ? plain : unquoted(quoted),
    ]),
  )
}

/**
 * Two notations are in use: the older one has a backslash before a quote, and the HTML standard, which browsers follow,
 * has percent signs for a quote and for line breaks. Browsers write a path's backslashes as they are.
 */
function unquoted(text: string): string {
  return text
    .replace(/\\(["\\])/g, '$1')
    .replace(/%0D/gi, '\r')
    .replace(/%0A/gi, '\n')
    .replace(/%22/g, '"')
}

/** `UTF-8''na%C3%AFve.txt` (RFC 5987); passed over where it is broken. */
function extended(value: string | undefined): string | undefined {
  const [, encoded] = value?.match(/^utf-8'[^']*'(.*)$/i) ?? []
  if (encoded === undefined) return undefined
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}
