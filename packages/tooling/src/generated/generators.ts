import { errorReference } from './error-reference.ts'
import { openApi } from './open-api.ts'
import { rawBodyTable } from './raw-body-table.ts'
import { realtimeStates } from './realtime-states.ts'
import { webhookSchemes } from './webhook-schemes.ts'

/** A document that is made from the code and committed. */
export interface GeneratedFile {
  /** Path from the top of the repository: `docs/errors.md`. */
  readonly path: string
  readonly content: string
}

/** Makes documents. */
type Generator = () => GeneratedFile[] | Promise<GeneratedFile[]>

/** Every generator: add one here, then run `pnpm --filter @veza/tooling docs:update`. */
const generators: readonly Generator[] = [
  errorReference,
  openApi,
  () => [rawBodyTable()],
  () => [realtimeStates()],
  webhookSchemes,
]

/** What all generators make. */
export async function generated(from = generators): Promise<GeneratedFile[]> {
  return (await Promise.all(from.map(async (generate) => generate()))).flat()
}
