import { floorOf, onlyOn } from './floors.ts'

/** What the floors say about one package. */
export interface Floored {
  readonly name: string
  readonly folder: string
  /** Names of its runtime dependencies and peers. */
  readonly dependencies: readonly string[]
}

/** Findings about packages that stand on their own floor, on a higher one, or on each other in a circle. */
export function checkFloors(packages: readonly Floored[]): string[] {
  const folders = new Map(packages.map(({ name, folder }) => [name, folder]))
  return packages.flatMap(({ name, folder, dependencies }) => {
    const floor = floorOf(folder)
    if (floor === undefined)
      return [`${name}: packages/${folder} has no floor in packages/tooling/src/floors/floors.ts`]
    return dependencies.flatMap((dependency) => {
      const below = folders.get(dependency)
      if (below === undefined) return []
      const allowed = onlyOn[folder]
      if (allowed !== undefined && !allowed.includes(dependency))
        return [`${name} may depend on ${allowed.join(', ')} only, not on ${dependency}`]
      const its = floorOf(below)
      // Strictly below: that also rules out every circle.
      return its === undefined || its < floor
        ? []
        : [`${name} (floor ${floor}) must not depend on ${dependency} (floor ${its})`]
    })
  })
}
