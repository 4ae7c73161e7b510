/**
 * A variable of the environment, in runtimes that have one; an empty one counts as not set.
 *
 * @param name - `VEZA_API_KEY`, `VEZA_API_SECRET`, `VEZA_CLIENT_ID`, `VEZA_CLIENT_SECRET`, `VEZA_PRIVATE_KEY` …
 */
export function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } }
  try {
    return process?.env?.[name] || undefined
  } catch {
    // Deno throws where it was not allowed to look.
    return undefined
  }
}
