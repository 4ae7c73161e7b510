#!/usr/bin/env node
import { oldNode } from './node/old-node.ts'

const complaint = oldNode(process.versions.node)
if (complaint === undefined) {
  // Only now: what follows may not even load on an older one.
  const { command } = await import('./node/command.ts')
  process.exitCode = await command(process.argv.slice(2), process)
} else {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = 1
}
