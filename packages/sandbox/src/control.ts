import type { FaultRule } from './faults/fault.ts'
import type { RealtimeFault } from './realtime/realtime-fault.ts'
import type { Sandbox } from './sandbox.ts'

/**
 * Routes for steering a sandbox in another process: `/_sandbox/faults` (POST adds a rule, DELETE forgets all),
 * `/_sandbox/requests` and `/_sandbox/stats`; for WebSockets `/_sandbox/realtime/faults` (POST), `/_sandbox/realtime/stats`
 * and `/_sandbox/realtime/accepted`.
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
    case 'POST /_sandbox/realtime/faults':
      return realtimeFault(sandbox, request)
    case 'GET /_sandbox/realtime/stats':
      return Response.json(sandbox.realtime.stats())
    case 'GET /_sandbox/realtime/accepted':
      return Response.json(sandbox.realtime.accepted())
    default:
      return Response.json({ message: 'There is no such control route' }, { status: 404 })
  }
}

async function addFault(sandbox: Sandbox, request: Request): Promise<Response> {
  try {
    sandbox.faults.add((await request.json()) as FaultRule)
    return new Response(null, { status: 204 })
  } catch (error) {
    return complaint(error)
  }
}

async function realtimeFault(sandbox: Sandbox, request: Request): Promise<Response> {
  try {
    return Response.json({ hit: sandbox.realtime.fault((await request.json()) as RealtimeFault) })
  } catch (error) {
    return complaint(error)
  }
}

function complaint(error: unknown): Response {
  return Response.json({ message: error instanceof Error ? error.message : String(error) }, { status: 400 })
}
