import type { ExamCase, Grade } from './exam-case.ts'
import { type Answer, gaps, once, status } from './exam-server.ts'
import { type MakeClient, type Question, type Sat, sit } from './sit.ts'

/** A wait of one second, as a client may take it: never sooner, jitter allowed. */
const aboutASecond = (gap: number, graceMs: number) => gap >= 950 && gap <= 2500 + graceMs

const cutShort: Answer = (response) => {
  response.writeHead(200, { 'content-length': '100', 'content-type': 'application/json' }).write('{"half":')
  response.socket?.resetAndDestroy()
}

/** Cases that ask when a contender tries again, and how long it waits. */
export const retryCases: readonly ExamCase[] = [
  {
    name: 'GET 503',
    wanted: 'tried again a few times, not without a pause, then a rejection',
    run: asking({ call: 'get', answer: status(503) }, ({ server, outcome }) => {
      const attempts = server.seen.length
      const waited = gaps(server.seen).reduce((sum, gap) => sum + gap, 0)
      return attempts >= 2 && attempts <= 6 && waited >= 50 && outcome.state === 'rejected'
    }),
  },
  {
    name: 'GET 503, Retry-After 1',
    wanted: 'tried again after a second each time, later by no more than 1.6 s',
    run: asking({ call: 'get', answer: status(503, { 'retry-after': '1' }) }, waitsASecond),
  },
  {
    name: 'GET 429, Retry-After 1',
    wanted: 'the same',
    run: asking({ call: 'get', answer: status(429, { 'retry-after': '1' }) }, waitsASecond),
  },
  {
    name: 'POST 503, keys honoured',
    wanted: 'tried again, under one idempotency key; the server says Idempotency-Key-Support: true',
    run: asking(
      { call: 'post', answer: status(503, { 'idempotency-key-support': 'true' }) },
      ({ server: { seen } }) =>
        seen.length >= 2 && seen[0]?.key !== undefined && new Set(seen.map(({ key }) => key)).size === 1,
    ),
  },
  {
    name: 'POST 503, keys not honoured',
    wanted: 'one attempt: it may have been carried out',
    run: asking({ call: 'post', answer: status(503) }, ({ server }) => server.seen.length === 1),
  },
  {
    name: 'POST 429, Retry-After 1',
    wanted: 'tried again after a second: it was not carried out',
    run: asking({ call: 'post', answer: status(429, { 'retry-after': '1' }) }, waitsASecond),
  },
  { name: 'Retry-After: date, ms, garbage', wanted: 'each read, or passed over', run: otherForms },
  {
    name: 'reset in mid-body',
    wanted: 'tried again, and the second answer taken',
    run: asking(
      { call: 'get', answer: once(cutShort) },
      ({ server, outcome }) => outcome.state === 'resolved' && server.seen.length === 2,
    ),
  },
]

function asking(question: Question, passes: (sat: Sat, graceMs: number) => boolean): ExamCase['run'] {
  return async (make, graceMs) => {
    const sat = await sit(make, question)
    return sat === undefined
      ? { passed: undefined, seen: '–' }
      : { passed: passes(sat, graceMs), seen: told(sat) }
  }
}

function waitsASecond({ server }: Sat, graceMs: number): boolean {
  const all = gaps(server.seen)
  return all.length > 0 && all.length <= 5 && all.every((gap) => aboutASecond(gap, graceMs))
}

/** An HTTP date has no milliseconds: up to a second of two is lost. */
async function otherForms(make: MakeClient, graceMs: number): Promise<Grade> {
  const dated: Answer = (response, number) =>
    status(503, { 'retry-after': new Date(Date.now() + 2000).toUTCString() })(response, number)
  const grades = await Promise.all([
    asking({ call: 'get', answer: once(dated) }, first(950, 4000))(make, graceMs),
    asking({ call: 'get', answer: once(status(503, { 'retry-after-ms': '1500' })) }, first(1490, 3600))(
      make,
      graceMs,
    ),
    asking({ call: 'get', answer: once(status(503, { 'retry-after': 'soon, -5 apples' })) }, first(0, 5000))(
      make,
      graceMs,
    ),
  ])
  const unknown = grades.some(({ passed }) => passed === undefined)
  return {
    passed: unknown ? undefined : grades.every(({ passed }) => passed === true),
    seen: unknown ? '–' : grades.map(({ seen }) => seen).join('; '),
  }
}

/** Whether the first repeat came within these limits, and was taken. */
function first(leastMs: number, mostMs: number): (sat: Sat, graceMs: number) => boolean {
  return ({ server, outcome }, graceMs) => {
    const [gap] = gaps(server.seen)
    return gap !== undefined && gap >= leastMs && gap <= mostMs + graceMs && outcome.state === 'resolved'
  }
}

/** Attempts and gaps, as `3 [493, 920]`, and how the call ended. */
function told({ server: { seen }, outcome }: Sat): string {
  const waits = gaps(seen).map((gap) => Math.round(gap))
  const list = waits.length > 6 ? `${waits.slice(0, 6).join(', ')}, …` : waits.join(', ')
  const end = { resolved: 'resolved', rejected: 'rejected', pending: 'still trying' }[outcome.state]
  return `${seen.length}${waits.length > 0 ? ` [${list}]` : ''} ${end}`
}
