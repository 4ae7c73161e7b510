import { Veza } from '@veza/client'
import { createSandbox } from '@veza/sandbox'
import { expect, test, vi } from 'vitest'

test('a client that is closed closes its transport, at the end of a block too', async () => {
  const sandbox = createSandbox()
  const close = vi.fn(() => Promise.resolve())
  const transport = Object.assign(
    ({ url, headers }: { url: string; headers: Readonly<Record<string, string>> }) =>
      sandbox.fetch(new Request(url, { headers })),
    { close },
  )
  {
    await using veza = new Veza({ apiKey: sandbox.apiKey, baseUrl: 'http://127.0.0.1/v1', transport })
    await veza.users.get(1)
    await veza.close()
  }
  expect(close).toHaveBeenCalledTimes(2)
})
