import { getEventListeners } from 'node:events'
import { type ExamCase, type Grade, usualGraceMs } from './exam-case.ts'
import { type Answer, type ExamServer, status } from './exam-server.ts'
import { type MakeClient, type Outcome, sit, within } from './sit.ts'
import { toldWait } from './told-wait.ts'

const timeoutMs = 500

/** Cases in which milliseconds count: they are taken alone, one after the other. */
export const timingCases: readonly ExamCase[] = [
  {
    name: 'Retry-After 3600',
    wanted: 'rejected at once, by an error that says how long to wait',
    run: longWait,
  },
  {
    name: 'stalled body',
    wanted: `stopped within ${usualGraceMs} ms after the ${timeoutMs} ms it was given`,
    run: stalledBody,
  },
  {
    name: 'abort between attempts',
    wanted: `rejected within ${usualGraceMs} ms, no further attempt, no listener left`,
    run: abortWhileWaiting,
  },
  { name: '401', wanted: 'one attempt, and a rejection', run: unauthorized },
]

async function longWait(make: MakeClient, graceMs: number): Promise<Grade> {
  const answer = status(429, { 'retry-after': '3600' })
  const sat = await sit(make, { call: 'get', answer, patienceMs: 2000 })
  if (sat === undefined) return untried
  const { server, outcome } = sat
  const tookMs = outcome.at - (server.seen[0]?.at ?? outcome.at)
  const wait = toldWait(outcome.error)
  const end = outcome.state === 'pending' ? 'silent' : `${outcome.state} after ${Math.round(tookMs)} ms`
  return {
    passed: outcome.state === 'rejected' && server.seen.length === 1 && tookMs <= graceMs && wait === 3600,
    seen: `${server.seen.length}, ${end}, ${wait === undefined ? 'no wait told' : `told ${wait} s`}`,
  }
}

async function stalledBody(make: MakeClient, graceMs: number): Promise<Grade> {
  const answer: Answer = (response) => {
    response.writeHead(200, { 'content-length': '100', 'content-type': 'application/json' }).write('{"half":')
  }
  // A retry that follows is none of this case's business: it looks at the first attempt.
  const stopped = Promise.withResolvers<number>()
  const meanwhile = async (server: ExamServer, outcome: Promise<Outcome>, startedAt: number) => {
    const { at } = await within(outcome, 3000)
    stopped.resolve(Math.min(server.seen[0]?.endedAt ?? at, at) - startedAt)
  }
  const sat = await sit(make, { call: 'get', answer, timeoutMs, patienceMs: 0, meanwhile })
  if (sat === undefined) return untried
  const tookMs = await stopped.promise
  const inTime = tookMs >= timeoutMs - 10 && tookMs <= timeoutMs + graceMs
  return { passed: inTime, seen: tookMs > 2900 ? 'not stopped' : `stopped after ${Math.round(tookMs)} ms` }
}

async function abortWhileWaiting(make: MakeClient, graceMs: number): Promise<Grade> {
  const controller = new AbortController()
  let grade: Grade = untried
  const meanwhile = async (server: ExamServer, outcome: Promise<Outcome>) => {
    const answered = await within(outcome, 300)
    const attempts = server.seen.length
    if (answered.state !== 'pending') {
      grade = { passed: false, seen: `did not wait: ${attempts}, ${answered.state}` }
      return
    }
    const abortedAt = performance.now()
    controller.abort()
    const { state, at } = await within(outcome, 2000)
    const tookMs = at - abortedAt
    const listeners = getEventListeners(controller.signal, 'abort').length
    const inTime = state === 'rejected' && tookMs <= graceMs
    grade = {
      passed: inTime && attempts === server.seen.length && listeners === 0,
      seen:
        state === 'pending' ? 'not heard' : `${state} after ${Math.round(tookMs)} ms, ${listeners} listeners`,
    }
  }
  const answer = status(503, { 'retry-after': '5' })
  await sit(make, { call: 'get', answer, signal: controller.signal, patienceMs: 0, meanwhile })
  return grade
}

async function unauthorized(make: MakeClient): Promise<Grade> {
  const sat = await sit(make, { call: 'get', answer: status(401), patienceMs: 3000 })
  if (sat === undefined) return untried
  const { server, outcome } = sat
  return {
    passed: server.seen.length === 1 && outcome.state === 'rejected',
    seen: `${server.seen.length} ${outcome.state}`,
  }
}

const untried: Grade = { passed: undefined, seen: '–' }
