import { reportApis } from './api/report-apis.ts'
import { buildWorkspace } from './build/build-workspace.ts'

const findings = await buildWorkspace()
for (const finding of findings) console.error(finding)
if (findings.length > 0) process.exit(1)
for (const { committed, changed } of reportApis(true))
  console.log(`${changed ? 'written ' : 'same    '} ${committed}`)
