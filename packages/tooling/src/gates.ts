import { buildWorkspace } from './build/build-workspace.ts'
import { apiGate } from './gates/api-gate.ts'
import { attwGate } from './gates/attw-gate.ts'
import { bundlesGate } from './gates/bundles-gate.ts'
import { changesetsGate } from './gates/changesets-gate.ts'
import { docsGate } from './gates/docs-gate.ts'
import { floorsGate } from './gates/floors-gate.ts'
import type { Gate } from './gates/gate.ts'
import { lengthGate } from './gates/length-gate.ts'
import { manifestsGate } from './gates/manifests-gate.ts'
import { packGate } from './gates/pack-gate.ts'
import { portableGate } from './gates/portable-gate.ts'
import { portableTextGate } from './gates/portable-text-gate.ts'
import { publintGate } from './gates/publint-gate.ts'
import { runGates } from './gates/run-gates.ts'
import { sizeGate } from './gates/size-gate.ts'
import { tarballGate } from './gates/tarball-gate.ts'
import { toolGate } from './gates/tool-gate.ts'

const gates: Gate[] = [
  // First: the later gates look at what it makes.
  { name: 'build', run: async () => ({ findings: await buildWorkspace() }) },
  { name: 'biome', run: () => toolGate('biome', ['ci', '--colors=off', '.']) },
  { name: 'oxlint', run: () => toolGate('oxlint', ['--type-aware', '--deny-warnings']) },
  { name: 'knip', run: () => toolGate('knip', ['--config', 'packages/tooling/knip.json']) },
  { name: 'floors', run: floorsGate },
  { name: 'manifests', run: manifestsGate },
  { name: 'portable source', run: portableGate },
  { name: 'file length', run: lengthGate },
  { name: 'portable text', run: portableTextGate },
  { name: 'changesets', run: changesetsGate },
  { name: 'generated docs', run: docsGate },
  { name: 'api reports', run: apiGate },
  { name: 'bundles', run: bundlesGate },
  { name: 'size', run: sizeGate },
  { name: 'pack', run: packGate },
  { name: 'publint', run: publintGate },
  { name: 'attw', run: attwGate },
  { name: 'tarball', run: tarballGate },
]

// Names given on the command line select gates; each works on the `dist` that is there.
const selected = process.argv.slice(2)
const failed = await runGates(
  selected.length === 0 ? gates : gates.filter(({ name }) => selected.includes(name)),
  console.log,
)
process.exitCode = failed > 0 ? 1 : 0
