import { Veza, type VezaError } from '@veza/client'
import { serveSandbox } from '@veza/sandbox/node'
import { expect, test } from 'vitest'

const calls = 10_000
const lanes = 64

interface Sent {
  readonly content: string
  readonly error: VezaError | undefined
}

/** Sends `calls` different messages while the sandbox cuts three in ten answers after it has done the work. */
async function sendThroughCuts(idempotencyKeys: boolean) {
  await using running = await serveSandbox({ seed: 3, idempotencyKeys, rateLimit: false })
  const route = { method: 'POST', path: '/chat/messages' }
  running.sandbox.faults.add({ ...route, probability: 0.3, fault: { kind: 'reset', at: 'after' } })
  const seeded = running.sandbox.messageContents().length
  const veza = new Veza({ apiKey: running.apiKey, baseUrl: running.baseUrl, retry: { baseDelayMs: 1 } })
  const sent: Sent[] = []
  let next = 0
  const lane = async () => {
    while (next < calls) {
      const content = `message ${next++}`
      const result = await veza.chat.messages.send({ roomId: 1, content }).safe()
      sent.push({ content, error: result.error })
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { sent, stored: running.sandbox.messageContents().slice(seeded) }
}

test('10,000 POSTs with 30 % of the answers cut are never done twice where keys are honoured', {
  timeout: 180_000,
}, async () => {
  const { sent, stored } = await sendThroughCuts(true)
  const succeeded = sent.filter(({ error }) => error === undefined)
  expect(sent).toHaveLength(calls)
  expect(new Set(stored).size).toBe(stored.length)
  const kept = new Set(stored)
  expect(succeeded.filter(({ content }) => !kept.has(content))).toEqual([])
  // 0.3 to the power of 3 are expected to fail: all three attempts cut.
  expect(succeeded.length).toBeGreaterThan(calls * 0.95)
  for (const { error } of sent) if (error !== undefined) expect(error.outcomeUnknown).toBe(true)
})

test('nor where they are not, and each failure says that the outcome is unknown', {
  timeout: 180_000,
}, async () => {
  const { sent, stored } = await sendThroughCuts(false)
  const failed = sent.filter(({ error }) => error !== undefined)
  expect(new Set(stored).size).toBe(stored.length)
  expect(failed.length).toBeGreaterThan(calls * 0.2)
  expect(failed.length).toBeLessThan(calls * 0.4)
  for (const { error } of failed) {
    expect(error).toMatchObject({ name: 'ConnectionError', outcomeUnknown: true, attempts: 1 })
  }
  // The work was done all the same: that is what "unknown" means.
  expect(stored).toHaveLength(calls)
})
