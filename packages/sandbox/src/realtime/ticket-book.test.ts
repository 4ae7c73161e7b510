import { expect, test } from 'vitest'
import { TicketBook } from './ticket-book.ts'

test('a ticket is good once, for 30 seconds, and those that have expired make room', () => {
  let drawn = 0
  const book = new TicketBook(() => (drawn++ % 97) / 97)
  const first = book.issue('first', 0)
  expect(first).toEqual({ ticket: expect.stringMatching(/^ticket_[a-z0-9]{32}$/), expiresAt: 30_000 })
  const second = book.issue('second', 10_000)
  const third = book.issue('third', 35_000)
  expect(book.redeem(first.ticket, 0)).toBeUndefined()
  expect(book.redeem(second.ticket, 39_999)).toBe('second')
  expect(book.redeem(second.ticket, 39_999)).toBeUndefined()
  expect(book.redeem(third.ticket, 65_000)).toBeUndefined()
  expect(book.redeem('ticket_other', 0)).toBeUndefined()
})
