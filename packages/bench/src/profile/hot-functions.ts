import type { Profiler } from 'node:inspector'

/** A share of the time that a profile saw, in percent of what was not idle. */
export interface Hot {
  readonly name: string
  readonly percent: number
}

/** Which functions took the time themselves, and which packages; the hottest first. */
export function hotFunctions({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): {
  readonly functions: Hot[]
  readonly packages: Hot[]
} {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const functions = new Map<string, number>()
  const packages = new Map<string, number>()
  const add = (to: Map<string, number>, name: string, time: number) =>
    to.set(name, (to.get(name) ?? 0) + time)
  samples.forEach((id, index) => {
    const { functionName = '', url = '', lineNumber = 0 } = frames.get(id) ?? {}
    if (functionName === '(idle)' || functionName === '(program)' || url === 'node:inspector') return
    const time = timeDeltas[index] ?? 0
    const file = url === '' ? '' : `  ${url.replace(/^.*\/(node_modules|packages)\//, '')}:${lineNumber + 1}`
    add(functions, `${functionName || '(anonymous)'}${file}`, time)
    add(packages, packageOf(functionName, url), time)
  })
  return { functions: ranked(functions), packages: ranked(packages) }
}

function ranked(times: ReadonlyMap<string, number>): Hot[] {
  const total = [...times.values()].reduce((sum, time) => sum + time, 0)
  return [...times]
    .map(([name, time]) => ({ name, percent: (100 * time) / total }))
    .toSorted((a, b) => b.percent - a.percent)
}

function packageOf(functionName: string, url: string): string {
  if (functionName === '(garbage collector)') return 'garbage collection'
  if (url === '') return 'V8 and natives'
  const installed = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(url)?.[1]
  if (installed !== undefined) return installed
  if (url.startsWith('node:internal/deps/undici')) return "Node's undici"
  return url.startsWith('node:') ? 'Node' : (/packages\/([^/]+)/.exec(url)?.[1] ?? 'other')
}
