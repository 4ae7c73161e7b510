import { pino } from 'pino'
import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import type { Logger } from './logger.ts'

describe('a logger', () => {
  test('is console as it stands', () => {
    const logger: Logger = console
    expectTypeOf<Console>().toExtend<Logger>()
    expectTypeOf<Omit<Console, 'error'>>().not.toExtend<Logger>()
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    logger.warn({ attempt: 1 }, 'trying again')
    expect(warn).toHaveBeenCalledExactlyOnceWith({ attempt: 1 }, 'trying again')
    warn.mockRestore()
  })

  test('is a pino logger as it stands, which writes fields and message where they belong', () => {
    const lines: string[] = []
    const logger: Logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
    expectTypeOf<ReturnType<typeof pino>>().toExtend<Logger>()
    for (const level of ['debug', 'info', 'warn', 'error'] as const)
      logger[level]({ attempt: 1 }, `at ${level}`)
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 20, attempt: 1, msg: 'at debug' },
      { level: 30, attempt: 1, msg: 'at info' },
      { level: 40, attempt: 1, msg: 'at warn' },
      { level: 50, attempt: 1, msg: 'at error' },
    ])
  })
})
