// Runs the suite in a Worker: each request runs it once, and is answered with how its cases ended.
import { chapters } from '../suite/chapters.ts'
import { runSuite } from '../suite/run-suite.ts'
import type { SandboxAddress } from '../suite/world.ts'
import { entries } from './entries.ts'
import { vectors } from './vectors.ts'

export default {
  async fetch(_request: Request, { sandbox }: { readonly sandbox: SandboxAddress }): Promise<Response> {
    return Response.json(await runSuite(chapters, { kind: 'workerd', sandbox, entries, vectors }))
  },
}
