import { expect, test } from 'vitest'
import { RequestRecorder } from './request-recorder.ts'

test('the record keeps the last 10,000 requests, in their order', async () => {
  const recorder = new RequestRecorder([])
  const request = new Request('https://veza.test/')
  for (let i = 0; i <= 20_000; i++) await recorder.record(request, `/${i}`, async () => new Response())
  const kept = recorder.all()
  expect(kept).toHaveLength(10_000)
  expect([kept[0]?.path, kept.at(-1)?.path]).toEqual(['/10001', '/20000'])
})
