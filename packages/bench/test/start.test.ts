import { expect, test } from 'vitest'
import { ours, yardstick } from '../src/contenders/contenders.ts'
import { adapterFile } from '../src/contenders/load-client.ts'
import { measureStart } from '../src/start/measure-start.ts'
import { fromSource } from './from-source.ts'
import { patience } from './patience.ts'

test(
  'a cold start is measured above an empty process, and its first GET over that of fetch',
  patience,
  async () => {
    const rows = await measureStart({
      contenders: [ours, yardstick].map((contender) => ({ contender, adapter: adapterFile(contender.name) })),
      rounds: 1,
      nodeOptions: fromSource,
      progress: () => undefined,
    })
    const [veza, fetch] = rows
    // From its sources it costs more than from its tarball; it cannot cost nothing.
    expect(veza).toMatchObject({ contender: 'veza', cpuMs: { count: 1 } })
    expect(veza?.cpuMs.median).toBeGreaterThan(1)
    expect(veza?.rssMb.median).toBeGreaterThan(0)
    expect(veza?.overBare.median).toBeGreaterThan(1)
    expect(fetch?.firstGet.median).toBeGreaterThan(0.1)
    expect(fetch?.firstGet.median).toBeLessThan(10)
  },
)
