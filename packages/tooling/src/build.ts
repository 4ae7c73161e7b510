import { buildWorkspace } from './build/build-workspace.ts'

const findings = await buildWorkspace()
for (const finding of findings) console.error(finding)
if (findings.length > 0) process.exitCode = 1
