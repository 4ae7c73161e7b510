import { Veza } from '@veza/client'
import { expect, test } from 'vitest'
import type { Client, ClientOptions } from '../src/contenders/client.ts'
import { loadClient } from '../src/contenders/load-client.ts'
import type { Grade } from '../src/exam/exam-case.ts'
import { examCases, takeExam } from '../src/exam/take-exam.ts'
import { toldWait } from '../src/exam/told-wait.ts'
import { patience } from './patience.ts'

test.concurrent('the SDK passes all twelve cases', patience, async () => {
  // Chance is fixed, and a busy machine is forgiven much.
  const make = async (options: ClientOptions): Promise<Client> => {
    const veza = new Veza({ ...options, apiKey: 'veza_test_exam', random: () => 0.5 })
    return {
      get: (signal) => veza.users.get(7, signal && { signal }),
      post: () => veza.chat.messages.send({ roomId: 1, content: 'Hello' }),
    }
  }
  const grades = await takeExam(make, 2000)
  expect(failed(grades)).toEqual([])
  expect(Object.keys(grades)).toHaveLength(12)
})

test.concurrent('fetch fails all but the one that asks for nothing', patience, async () => {
  const grades = await takeExam((options) => loadClient('fetch', options))
  const passed = examCases.map(({ name }) => name).filter((name) => grades[name]?.passed === true)
  expect(passed).toEqual(['POST 503, keys not honoured'])
})

test.concurrent(
  'a client that hammers and hears nothing fails what can be failed by trying too much',
  patience,
  async () => {
    const grades = await takeExam(async ({ baseUrl }) => hammering(baseUrl))
    expect(grades).toMatchObject({
      'GET 503': { passed: false },
      'GET 429, Retry-After 1': { passed: false },
      'POST 503, keys not honoured': { passed: false },
      'Retry-After 3600': { passed: false },
      'stalled body': { passed: false, seen: 'not stopped' },
      'abort between attempts': { passed: false, seen: 'not heard' },
      '401': { passed: false },
    })
  },
)

test.concurrent('what a library has no call for is neither passed nor failed', patience, async () => {
  const grades = await takeExam(async () => ({ post: async () => undefined }))
  expect(grades['GET 503']).toEqual({ passed: undefined, seen: '–' })
  expect(grades['stalled body']?.passed).toBeUndefined()
  expect(grades['Retry-After: date, ms, garbage']?.passed).toBeUndefined()
  expect(grades['POST 503, keys not honoured']?.passed).toBe(false)
})

test.each([
  [{ retryAfterMs: 3_600_000 }, 3600],
  [{ retryAfter: 5 }, 5],
  [{ headers: { 'retry-after': '7' } }, 7],
  [{ headers: new Headers({ 'retry-after': '7' }) }, 7],
  [{ response: new Response(null, { headers: { 'retry-after': '9' } }) }, 9],
  [{ headers: {} }, undefined],
  [new Error('no'), undefined],
  [undefined, undefined],
])('the wait is found wherever a library keeps it: %j', (error, seconds) => {
  expect(toldWait(error)).toBe(seconds)
})

function failed(grades: Readonly<Record<string, Grade>>): string[] {
  return Object.entries(grades)
    .filter(([, { passed }]) => passed !== true)
    .map(([name, { seen }]) => `${name}: ${seen}`)
}

/** Tries again every 20 ms for some seconds, whatever the answer is. */
function hammering(baseUrl: string): Client {
  const call = async (method: string) => {
    for (let attempt = 0; attempt < 130; attempt++) {
      const answer = await fetch(`${baseUrl}/users/7`, { method }).catch(() => undefined)
      if (answer?.ok) return answer.text()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error('gave up')
  }
  return { get: () => call('GET'), post: () => call('POST') }
}
