/** One file's part of the `json-summary` report. */
export interface FileCoverage {
  readonly lines: Count
  readonly branches: Count
}

interface Count {
  readonly total: number
  readonly covered: number
}

/** The lines of a Markdown table: one row for each package, summed over its files. */
export function coverageTable(files: Readonly<Record<string, FileCoverage>>): string[] {
  const packages = Map.groupBy(Object.entries(files), ([path]) => packageOf(path))
  packages.delete(undefined)
  const rows = [...packages].map(([name, found]) => {
    const part = (kind: keyof FileCoverage) => percent(found.map(([, coverage]) => coverage[kind]))
    return `| ${name} | ${part('lines')} | ${part('branches')} |`
  })
  return ['| package | lines | branches |', '| --- | ---: | ---: |', ...rows.sort()]
}

function packageOf(path: string): string | undefined {
  return /packages[\\/]((?:adapters[\\/])?[^\\/]+)[\\/]src[\\/]/.exec(path)?.[1]
}

function percent(counts: readonly Count[]): string {
  const total = counts.reduce((sum, count) => sum + count.total, 0)
  const covered = counts.reduce((sum, count) => sum + count.covered, 0)
  return total === 0 ? '–' : `${((100 * covered) / total).toFixed(1)} %`
}
