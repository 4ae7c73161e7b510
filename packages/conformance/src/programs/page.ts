// Runs the suite in a web page, and posts how its cases ended to where the page came from.
import { chapters } from '../suite/chapters.ts'
import { runSuite } from '../suite/run-suite.ts'
import type { SandboxAddress } from '../suite/world.ts'
import { entries } from './entries.ts'
import { vectors } from './vectors.ts'

const sandbox = (await (await fetch('/sandbox.json')).json()) as SandboxAddress
const cases = await runSuite(chapters, { kind: 'chromium', sandbox, entries, vectors })
await fetch('/report', { method: 'POST', body: JSON.stringify(cases) })
