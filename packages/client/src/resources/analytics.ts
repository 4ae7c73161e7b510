import type { Call, CallOptions, Http, Pages } from '@veza/http'
import { type Metrics, metricsModel, type Report, reportModel } from '@veza/protocol'
import { type Checks, isA } from '@veza/resilience/options'
import { isDate, type ListOptions } from './list-options.ts'
import { type List, numberedPages } from './paged.ts'

/** Which reports to list. */
export interface ListReports extends ListOptions {
  /** Only reports about this. */
  readonly type?: string
  /** Only reports on a period that begins then or later. */
  readonly from?: Date
  /** Only reports on a period that ends then or earlier. */
  readonly to?: Date
}

const filters: Checks<Omit<ListReports, keyof ListOptions>> = {
  type: isA('string'),
  from: isDate,
  to: isDate,
}
const list: List<Report> = {
  name: 'analytics.reports()',
  model: reportModel,
  path: '/analytics/reports',
  filters,
}

/**
 * The platform's figures (guide: "API REST", `/analytics`).
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * const { activeUsers, systemStatus } = await veza.analytics.metrics()
 * console.log(activeUsers, systemStatus)
 * for await (const report of veza.analytics.reports({ from: new Date('2026-01-01') })) console.log(report.title)
 * ```
 */
export class Analytics {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
  }

  /** The figures of the moment. Needs `read:analytics`. */
  metrics(options?: CallOptions): Call<Metrics> {
    return this.#http.one(metricsModel, { method: 'GET', path: '/analytics/metrics' }, options)
  }

  /** Lists detailed reports. Needs `read:analytics`. */
  reports(options: ListReports = {}): Pages<Report> {
    return numberedPages(this.#http, list, options)
  }
}
