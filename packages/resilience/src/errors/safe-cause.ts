const deepest = 4

/**
 * Copies an error so that it can be printed: name, code, stack frames and message without quoted text. Clients quote
 * in their messages what must not be printed: a header's value, the start of a body, a URL with its query.
 */
export function safeCause(cause: unknown, depth = 0): unknown {
  try {
    return copied(cause, depth)
  } catch {
    return '(an error that cannot be read)'
  }
}

function copied(cause: unknown, depth: number): unknown {
  if (!isError(cause)) return cause === undefined ? undefined : `(${typeof cause})`
  if (Symbol.for('@veza/error') in cause) return cause
  const message = withoutQuotations(String(cause.message))
  const inner = innerCause(cause)
  const copy = new Error(
    message,
    inner === undefined || depth >= deepest ? undefined : { cause: safeCause(inner, depth + 1) },
  )
  // Without the message, whose lines may look like frames.
  const frames =
    String(cause.stack)
      .replace(String(cause.message), '')
      .match(/^ {4}at .*$/gm) ?? []
  const shown = { name: cause.name, stack: [`${cause.name}: ${message}`, ...frames].join('\n') }
  for (const [key, value] of Object.entries(shown)) {
    Object.defineProperty(copy, key, { value, configurable: true, writable: true })
  }
  if ('code' in cause && (typeof cause.code === 'string' || typeof cause.code === 'number')) {
    Object.assign(copy, { code: cause.code })
  }
  return copy
}

/** Errors of another realm, as a test runner's, are no instances of this one's class. */
function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'
}

function innerCause(error: Error): unknown {
  // A dual-stack connection fails with one error for each address: the first tells enough.
  return error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined)
}

/** From the first quotation mark to the last: what is quoted may hold such marks itself, as JSON does. */
function withoutQuotations(message: string): string {
  return message
    .replace(/(?:["`]|(?<!\w)')(?:[\s\S]*["'`]|[\s\S]*)/, '…')
    .replace(/(?<=:\/\/)[^\s/?#]*@|[?#]\S+/g, '…')
}
