import { Session } from 'node:inspector/promises'
import type { Client } from '../contenders/client.ts'
import { runSlice, type Slice } from '../speed/run-slice.ts'
import { hotFunctions } from './hot-functions.ts'

/** Profiles calls, after as many that warm them up. */
export async function profileCalls(client: Client, slice: Slice): Promise<ReturnType<typeof hotFunctions>> {
  await runSlice(client, slice)
  const session = new Session()
  session.connect()
  try {
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: 200 })
    await session.post('Profiler.start')
    await runSlice(client, slice)
    const { profile } = await session.post('Profiler.stop')
    return hotFunctions(profile)
  } finally {
    session.disconnect()
  }
}
