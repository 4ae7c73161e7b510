/** The parts of the global object by which a runtime is known. */
export interface RuntimeScope {
  readonly document?: unknown
  readonly Deno?: unknown
  readonly process?: { readonly versions?: { readonly node?: unknown } }
}

/**
 * Whether code may be generated here: on Node, Bun and Deno, unless a flag forbids it. Elsewhere it is not even tried:
 * a page's content security policy would report the attempt.
 *
 * @param scope - the global object.
 */
export function mayGenerateCode(scope: RuntimeScope = globalThis as RuntimeScope): boolean {
  if (scope.document !== undefined) return false
  if (scope.Deno === undefined && scope.process?.versions?.node === undefined) return false
  try {
    return new Function('return true')() === true
  } catch {
    return false
  }
}
