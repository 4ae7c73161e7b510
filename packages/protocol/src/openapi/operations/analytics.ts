import type { Operation } from '../operation.ts'
import { pageQuery, textFilter, timeFilter } from '../parameters.ts'

const tag = 'Analytics'

/** Operations on the platform's figures. */
export const analyticsOperations: readonly Operation[] = [
  {
    id: 'getMetrics',
    method: 'GET',
    path: '/analytics/metrics',
    tag,
    summary: 'The figures of the moment.',
    permission: 'read:analytics',
    answer: { status: 200, one: 'Metrics' },
  },
  {
    id: 'listReports',
    method: 'GET',
    path: '/analytics/reports',
    tag,
    summary: 'Lists detailed reports.',
    permission: 'read:analytics',
    query: {
      ...pageQuery,
      type: textFilter('Only reports about this.'),
      from: timeFilter('Only reports on a period that begins then or later.'),
      to: timeFilter('Only reports on a period that ends then or earlier.'),
    },
    answer: { status: 200, list: 'Report', paging: 'page' },
  },
]
