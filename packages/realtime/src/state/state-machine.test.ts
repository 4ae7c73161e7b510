import { describe, expect, test } from 'vitest'
import { StateMachine } from './state-machine.ts'
import { type RealtimeState, type Step, transitions } from './transitions.ts'

const states = Object.keys(transitions) as RealtimeState[]
const steps = Object.keys(transitions.idle) as Step[]

describe('the states of a conversation', () => {
  test('the table is total', () => {
    expect(states.toSorted()).toEqual(
      ['idle', 'connecting', 'resuming', 'ready', 'waiting', 'closing', 'closed'].toSorted(),
    )
    for (const state of states) expect(Object.keys(transitions[state])).toEqual(steps)
  })

  test('every state is reached from idle, and closed from every state', () => {
    const next = (state: RealtimeState) =>
      Object.values(transitions[state]).filter((to) => to !== undefined && to !== 'same') as RealtimeState[]
    const reached = (from: RealtimeState, seen = new Set([from])): Set<RealtimeState> => {
      for (const to of next(from).filter((each) => !seen.has(each))) reached(to, seen.add(to))
      return seen
    }
    expect(reached('idle').size).toBe(states.length)
    for (const state of states) expect(reached(state).has('closed')).toBe(true)
  })

  test('nothing leads out of closed', () => {
    expect(Object.values(transitions.closed).filter((to) => to !== undefined && to !== 'same')).toEqual([])
  })

  test('close() can be called in every state, and failing is possible in each that can go on', () => {
    for (const state of states) expect(transitions[state].close).toBeDefined()
    for (const state of ['connecting', 'resuming', 'ready', 'waiting'] as const)
      expect(transitions[state].failed).toBe('closed')
  })
})

describe('the machine', () => {
  test('tells of each change, with the state before', () => {
    const changes: string[] = []
    const machine = new StateMachine((state, previous) => changes.push(`${previous} > ${state}`))
    const walk: readonly Step[] = [
      'connect',
      'opened',
      'resumed',
      'resumed',
      'lost',
      'due',
      'close',
      'close',
      'ended',
    ]
    for (const step of walk) machine.take(step)
    expect(changes).toEqual([
      'idle > connecting',
      'connecting > resuming',
      'resuming > ready',
      'ready > waiting',
      'waiting > connecting',
      'connecting > closing',
      'closing > closed',
    ])
    expect(machine.state).toBe('closed')
  })

  test('takes no step that the table does not have, and stays', () => {
    const machine = new StateMachine(() => {})
    expect(() => machine.take('lost')).toThrow('No lost in the state idle')
    expect(machine.state).toBe('idle')
  })
})
