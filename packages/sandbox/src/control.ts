import type { AuthorizationServer } from './authorization/authorization-server.ts'
import type { SigningKeyRegistration } from './authorization/signing-keys.ts'
import type { FaultRule } from './faults/fault.ts'
import type { Sandbox } from './sandbox.ts'

/** What can be steered. */
export interface Controlled {
  readonly sandbox: Sandbox
  readonly authorizationServer: AuthorizationServer | undefined
}

/**
 * Routes for steering a sandbox in another process: `/_sandbox/faults` (POST adds a rule, DELETE forgets all),
 * `/_sandbox/clock` (PUT), `/_sandbox/signing-keys` and `/_sandbox/clients` (POST), `/_sandbox/requests` and
 * `/_sandbox/stats`.
 */
export async function control(
  { sandbox, authorizationServer }: Controlled,
  request: Request,
  path: string,
): Promise<Response> {
  switch (`${request.method} ${path}`) {
    case 'POST /_sandbox/faults':
      return take(request, (rule) => sandbox.faults.add(rule as FaultRule))
    case 'DELETE /_sandbox/faults':
      sandbox.faults.clear()
      return new Response(null, { status: 204 })
    case 'PUT /_sandbox/clock':
      return take(request, (clock) => {
        sandbox.clock.offsetMs = (Object(clock) as { offset_ms: number }).offset_ms
      })
    case 'POST /_sandbox/signing-keys':
      return take(request, (registration) => sandbox.addSigningKey(registration as SigningKeyRegistration))
    case 'POST /_sandbox/clients':
      if (authorizationServer === undefined) break
      return take(request, (metadata) => authorizationServer.register(metadata))
    case 'GET /_sandbox/requests':
      return Response.json(sandbox.requests())
    case 'GET /_sandbox/stats':
      return Response.json(sandbox.stats())
  }
  return Response.json({ message: 'There is no such control route' }, { status: 404 })
}

async function take(request: Request, use: (body: unknown) => void | Promise<void>): Promise<Response> {
  try {
    await use(await request.json())
    return new Response(null, { status: 204 })
  } catch (error) {
    return Response.json({ message: error instanceof Error ? error.message : String(error) }, { status: 400 })
  }
}
