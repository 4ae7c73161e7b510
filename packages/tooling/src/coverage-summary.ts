// Prints the coverage of each package as a Markdown table; continuous integration shows it on the job's page.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { coverageTable, type FileCoverage } from './summary/coverage-table.ts'
import { root } from './workspace/root.ts'

const file = join(root, 'coverage/coverage-summary.json')
if (existsSync(file)) {
  const files = JSON.parse(readFileSync(file, 'utf8')) as Record<string, FileCoverage>
  console.log(coverageTable(files).join('\n'))
} else {
  console.log('No coverage: the tests did not get that far.')
}
