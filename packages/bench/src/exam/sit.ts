import type { Client, ClientOptions } from '../contenders/client.ts'
import { type Answer, type ExamServer, examServer } from './exam-server.ts'

/** Makes a new client of the contender. */
export type MakeClient = (options: ClientOptions) => Promise<Client>

/** How a call ended. */
export interface Outcome {
  /** `pending`: not within the time a case gives it. */
  readonly state: 'resolved' | 'rejected' | 'pending'
  readonly error?: unknown
  /** Of `performance.now()`. */
  readonly at: number
}

/** What a case asks for. */
export interface Question {
  readonly call: 'get' | 'post'
  readonly answer: Answer
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** How long to wait for the outcome. @defaultValue 8000 */
  readonly patienceMs?: number
  /** Called as soon as the call is made. */
  readonly meanwhile?: (server: ExamServer, outcome: Promise<Outcome>, startedAt: number) => Promise<void>
}

/** What came of it. */
export interface Sat {
  readonly server: ExamServer
  /** When the call was made, of `performance.now()`. */
  readonly startedAt: number
  readonly outcome: Outcome
}

/** Puts a question to a contender; `undefined` where its library has no such call. */
export async function sit(make: MakeClient, question: Question): Promise<Sat | undefined> {
  const { answer, call, timeoutMs, signal, patienceMs = 8000, meanwhile } = question
  await using server = await examServer(answer)
  const client = await make({ baseUrl: server.url, ...(timeoutMs !== undefined && { timeoutMs }) })
  const send = client[call]
  if (send === undefined) return undefined
  const startedAt = performance.now()
  const outcome = ended(() => send(signal))
  await meanwhile?.(server, outcome, startedAt)
  const sat = { server, startedAt, outcome: await within(outcome, patienceMs) }
  await client.close?.()
  return sat
}

async function ended(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    await call()
    return { state: 'resolved', at: performance.now() }
  } catch (error) {
    return { state: 'rejected', error, at: performance.now() }
  }
}

/** The outcome, or `pending` when it takes longer. */
export async function within(outcome: Promise<Outcome>, patienceMs: number): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>()
  const timer = setTimeout(() => resolve({ state: 'pending', at: performance.now() }), patienceMs)
  try {
    return await Promise.race([outcome, promise])
  } finally {
    clearTimeout(timer)
  }
}
