import { expect, test, vi } from 'vitest'
import { Digests } from './digests.ts'

test('a text has its digest, another text another', async () => {
  const digests = new Digests()
  expect(await digests.of('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(await digests.of('a')).not.toBe(await digests.of('b'))
})

test('who asks for the same at the same time shares the work, and nothing is kept after it', async () => {
  const work = vi.spyOn(crypto.subtle, 'digest')
  const digests = new Digests()
  const [first, second] = [digests.of('a'), digests.of('a')]
  expect(second).toBe(first)
  await first
  await digests.of('a')
  expect(work).toHaveBeenCalledTimes(2)
  work.mockRestore()
})

test('where the runtime has no cryptography, the error says what to do', async () => {
  vi.stubGlobal('crypto', {})
  await expect(new Digests().of('a')).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    remedy: expect.stringContaining('https') as string,
  })
  vi.unstubAllGlobals()
})
