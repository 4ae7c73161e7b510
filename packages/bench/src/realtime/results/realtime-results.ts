import type { Measured } from '../../results/results.ts'
import type { MemoryRow } from '../memory/measure-memory.ts'
import type { ReceiveRow } from '../receive/receive-rows.ts'
import type { BundleRow } from '../size/measure-bundles.ts'

/** Everything that was measured; a section that was not is missing. */
export interface RealtimeResults {
  readonly receive?: Measured<ReceiveRow>
  readonly memory?: Measured<MemoryRow>
  readonly size?: Measured<BundleRow>
}
