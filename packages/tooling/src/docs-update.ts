import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generated } from './generated/generators.ts'
import { outdated } from './generated/outdated.ts'
import { root } from './workspace/root.ts'

for (const { path, content } of outdated(await generated(), root)) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
  console.log(`written ${path}`)
}
