import type { AuthorizationServer } from './authorization/authorization-server.ts'
import type { SigningKeyRegistration } from './authorization/signing-keys.ts'
import type { FaultRule } from './faults/fault.ts'
import type { RealtimeFault } from './realtime/realtime-fault.ts'
import type { IssueKeyOptions, Sandbox } from './sandbox.ts'

/** What can be steered. */
export interface Controlled {
  readonly sandbox: Sandbox
  readonly authorizationServer: AuthorizationServer | undefined
}

/**
 * Routes for steering a sandbox in another process: `/_sandbox/faults` (POST adds a rule, DELETE forgets all),
 * `/_sandbox/clock` (PUT), `/_sandbox/signing-keys` and `/_sandbox/clients` (POST), `/_sandbox/requests`, `/_sandbox/stats`,
 * `/_sandbox/keys` (POST issues one); for WebSockets `/_sandbox/realtime/faults` (POST), `/_sandbox/realtime/stats` and
 * `/_sandbox/realtime/accepted`.
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
    case 'POST /_sandbox/keys':
      return answered(async () => issueKey(sandbox, (await request.json()) as KeyRequest))
    case 'POST /_sandbox/realtime/faults':
      return answered(async () =>
        Response.json({ hit: sandbox.realtime.fault((await request.json()) as RealtimeFault) }),
      )
    case 'GET /_sandbox/realtime/stats':
      return Response.json(sandbox.realtime.stats())
    case 'GET /_sandbox/realtime/accepted':
      return Response.json(sandbox.realtime.accepted())
  }
  return Response.json({ message: 'There is no such control route' }, { status: 404 })
}

/** {@link IssueKeyOptions} as they stand in JSON. */
type KeyRequest = Omit<IssueKeyOptions, 'expiresAt'> & { readonly expiresAt?: string }

function issueKey(sandbox: Sandbox, { expiresAt, ...options }: KeyRequest): Response {
  const end = expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }
  return Response.json({ apiKey: sandbox.issueKey({ ...options, ...end }) }, { status: 201 })
}

/** Does something with the body of a request, and has nothing to say of it. */
function take(request: Request, use: (body: unknown) => void | Promise<void>): Promise<Response> {
  return answered(async () => {
    await use(await request.json())
    return new Response(null, { status: 204 })
  })
}

/** What is not understood is answered with what to write. */
async function answered(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    return Response.json({ message: error instanceof Error ? error.message : String(error) }, { status: 400 })
  }
}
