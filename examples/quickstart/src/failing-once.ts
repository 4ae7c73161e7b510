import type { SandboxProcess } from './start-sandbox.ts'

/** Tells the sandbox to fail the next request to a route. */
export async function failingOnce(
  { url }: SandboxProcess,
  route: { readonly method: string; readonly path: string },
  status: number,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const response = await fetch(`${url}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...route, times: 1, fault: { kind: 'status', status, headers } }),
  })
  if (!response.ok) throw new Error(`the sandbox refused the fault: ${await response.text()}`)
}
