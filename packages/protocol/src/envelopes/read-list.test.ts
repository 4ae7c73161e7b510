import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ListPage, readList } from './read-list.ts'

const rooms = [{ id: 1 }, { id: 2 }]
const unknown: ListPage = {
  items: [],
  page: undefined,
  limit: undefined,
  total: undefined,
  totalPages: undefined,
  hasMore: undefined,
  nextCursor: undefined,
}
const meta = { page: 2, per_page: 20, total: 45, total_pages: 3 }
const pagination = { page: 2, limit: 20, total: 45, pages: 3 }
const counted = { items: rooms, page: 2, limit: 20, total: 45, totalPages: 3 }

describe('the list in an answer', () => {
  test.each<[string, unknown, Partial<ListPage>]>([
    ['a bare array', rooms, { items: rooms }],
    ['{ data }', { data: rooms }, { items: rooms }],
    ['{ success, data }', { success: true, data: rooms }, { items: rooms }],
    ['{ success, data, message }', { success: true, data: rooms, message: 'ok' }, { items: rooms }],
    ['{ success, data, meta }', { success: true, data: rooms, meta }, counted],
    ['{ data, pagination }', { data: rooms, pagination }, counted],
    ['{ data: { items, pagination } }', { success: true, data: { items: rooms, pagination } }, counted],
    ['{ data: { rooms, pagination } }', { success: true, data: { rooms, pagination } }, counted],
    ['{ data: { pagination, rooms } }', { data: { pagination, rooms } }, counted],
    ['{ data: { data, meta } }', { data: { data: rooms, meta } }, counted],
    ['{ data: { items }, meta }', { data: { items: rooms }, meta }, counted],
    ['{ rooms }', { rooms }, { items: rooms }],
    ['{ rooms, total, page }', { rooms, total: 45, page: 2 }, { items: rooms, total: 45, page: 2 }],
    ['meta without its zero values', { data: [], meta: { page: 1 } }, { page: 1 }],
    ['an empty meta', { data: rooms, meta: {} }, { items: rooms }],
    [
      'a cursor',
      { data: rooms, meta: { has_more: true, next_cursor: 'c' } },
      { items: rooms, hasMore: true, nextCursor: 'c' },
    ],
    [
      'the end of a cursor',
      { data: rooms, meta: { has_more: false, next_cursor: '' } },
      { items: rooms, hasMore: false },
    ],
    [
      'other names',
      { items: rooms, current_page: 1, page_size: 5, total_count: 9 },
      { items: rooms, page: 1, limit: 5, total: 9 },
    ],
    [
      'figures as texts',
      { data: rooms, meta: { page: '2', total: '45' } },
      { items: rooms, page: 2, total: 45 },
    ],
    [
      'figures that are none',
      { data: rooms, meta: { page: -1, total: 'many', per_page: ' ', pages: null, has_more: 'yes' } },
      { items: rooms },
    ],
    ['null', null, {}],
    ['{ data: null }', { data: null }, {}],
    ['{ success, data: null }', { success: true, data: null }, {}],
    ['{ success } without a list', { success: true }, {}],
    ['{ success, message } without a list', { success: true, message: 'nothing here' }, {}],
    ['{ data: { pagination } } without a list', { data: { pagination } }, { ...counted, items: [] }],
    ['{ data: { rooms: null } }', { data: { rooms: null } }, {}],
    ['{ rooms: null }', { rooms: null }, {}],
    ['{ rooms: null, total: 0 }', { rooms: null, total: 0 }, { total: 0 }],
    ['an empty object', {}, {}],
  ])('is found in %s', (_, body, expected) => {
    expect(readList(body)).toStrictEqual({ ...unknown, ...expected })
  })

  test.each([undefined, 'plain', 7, true, { id: 1, name: 'General' }, { error: 'no' }])(
    'is not to be found in %o',
    (body) => {
      expect(readList(body)).toBeUndefined()
    },
  )

  test('is looked for in any JSON without throwing, and its figures are sane', () => {
    const figures = fc.dictionary(
      fc.constantFrom('page', 'limit', 'per_page', 'total', 'pages', 'has_more', 'next_cursor'),
      fc.jsonValue(),
    )
    const bodies = fc.oneof(
      fc.jsonValue(),
      fc.record({ data: fc.jsonValue(), meta: figures, pagination: fc.jsonValue() }, { requiredKeys: [] }),
    )
    fc.assert(
      fc.property(bodies, (body) => {
        const page = readList(body)
        if (page === undefined) return
        expect(Array.isArray(page.items)).toBe(true)
        for (const figure of [page.page, page.limit, page.total, page.totalPages]) {
          if (figure === undefined) continue
          expect(Number.isFinite(figure)).toBe(true)
          expect(figure).toBeGreaterThanOrEqual(0)
        }
        expect(['boolean', 'undefined']).toContain(typeof page.hasMore)
        expect(['string', 'undefined']).toContain(typeof page.nextCursor)
      }),
      { numRuns: 1000 },
    )
  })
})
