import type { FaultRule } from './faults/fault.ts'
import type { Sandbox } from './sandbox.ts'

/**
 * Routes for steering a sandbox in another process: `/_sandbox/faults` (POST adds a rule, DELETE forgets all),
 * `/_sandbox/requests` and `/_sandbox/stats`.
 */
export async function control(sandbox: Sandbox, request: Request, path: string): Promise<Response> {
  switch (`${request.method} ${path}`) {
    case 'POST /_sandbox/faults':
      return addFault(sandbox, request)
    case 'DELETE /_sandbox/faults':
      sandbox.faults.clear()
      return new Response(null, { status: 204 })
    case 'GET /_sandbox/requests':
      return Response.json(sandbox.requests())
    case 'GET /_sandbox/stats':
      return Response.json(sandbox.stats())
    default:
      return Response.json({ message: 'There is no such control route' }, { status: 404 })
  }
}

async function addFault(sandbox: Sandbox, request: Request): Promise<Response> {
  try {
    sandbox.faults.add((await request.json()) as FaultRule)
    return new Response(null, { status: 204 })
  } catch (error) {
    return Response.json({ message: error instanceof Error ? error.message : String(error) }, { status: 400 })
  }
}
