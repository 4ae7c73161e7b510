import type { PublicEntry } from '../suite/world.ts'

/** What must load. A run from tarballs puts a list of all their portable entries in the place of this file. */
export const entries: Readonly<Record<string, PublicEntry>> = {
  '@veza/client': { names: ['Veza', 'isVezaError'], load: () => import('@veza/client') },
  '@veza/resilience': { names: ['retry'], load: () => import('@veza/resilience') },
}
