import type { CallName } from '../contenders/client.ts'

/** One row of the speed comparison: a call, and how many of it are in the air. */
export interface SpeedCase {
  readonly name: string
  readonly title: string
  readonly call: CallName
  readonly concurrency: number
  /** How many calls a slice measures. */
  readonly requests: number
}

/** Every case. A slice is long enough for some young-generation collections, and short enough to be close to its pair. */
export const speedCases: readonly SpeedCase[] = [
  {
    name: 'get-1',
    title: 'GET of a user (300 B), one at a time',
    call: 'get',
    concurrency: 1,
    requests: 250,
  },
  {
    name: 'get-64',
    title: 'GET of a user (300 B), 64 at once',
    call: 'get',
    concurrency: 64,
    requests: 700,
  },
  { name: 'post-1', title: 'POST of a message, one at a time', call: 'post', concurrency: 1, requests: 250 },
  { name: 'post-64', title: 'POST of a message, 64 at once', call: 'post', concurrency: 64, requests: 600 },
  {
    name: 'list-1',
    title: 'GET of a list of 100 (30 KB), one at a time',
    call: 'list',
    concurrency: 1,
    requests: 200,
  },
  {
    name: 'list-64',
    title: 'GET of a list of 100 (30 KB), 64 at once',
    call: 'list',
    concurrency: 64,
    requests: 250,
  },
]
