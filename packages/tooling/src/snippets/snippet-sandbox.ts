/** A served platform for one snippet. */
export interface SnippetSandbox {
  readonly apiKey: string
  readonly baseUrl: string
  close(): Promise<void>
}

/** Serves a fresh sandbox; `undefined` as long as `@veza/sandbox` cannot. */
export async function snippetSandbox(): Promise<SnippetSandbox | undefined> {
  const portable: Record<string, unknown> = await import('@veza/sandbox')
  const node: Record<string, unknown> = await import('@veza/sandbox/node')
  const create = portable['createSandbox'] as (() => { apiKey: string }) | undefined
  const serve = node['serveSandbox'] as
    | ((sandbox: unknown) => Promise<{ baseUrl: string; close(): Promise<void> }>)
    | undefined
  if (create === undefined || serve === undefined) return undefined
  const sandbox = create()
  const running = await serve(sandbox)
  return { apiKey: sandbox.apiKey, baseUrl: running.baseUrl, close: () => running.close() }
}
