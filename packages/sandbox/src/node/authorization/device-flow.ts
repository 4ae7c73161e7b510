import type { KoaContextWithOIDC } from 'oidc-provider'
import { show } from './interactions.ts'
import { codePage, confirmPage, connectedPage } from './pages/device-pages.ts'

/** The device flow (RFC 8628) with the sandbox's own pages. */
export const deviceFlow = {
  enabled: true,
  charset: 'base-20' as const,
  mask: '****-****',
  deviceInfo: () => ({}),
  userCodeInputSource: async (ctx: KoaContextWithOIDC, _form: string, _out: unknown, error: unknown) => {
    const { name, userCode = '' } = Object(error) as { name?: string; userCode?: string }
    await show(
      ctx,
      codePage({
        ...formOf(ctx),
        code: userCode || String(ctx.state['userCode'] ?? ''),
        problem:
          name === undefined
            ? undefined
            : (problems[name] ?? 'That did not work. Start again on your device.'),
      }),
    )
  },
  userCodeConfirmSource: async (
    ctx: KoaContextWithOIDC,
    _form: string,
    _client: unknown,
    _deviceInfo: unknown,
    userCode: string,
  ) => show(ctx, confirmPage({ ...formOf(ctx), code: userCode, clientName: clientOf(ctx) })),
  successSource: async (ctx: KoaContextWithOIDC) => show(ctx, connectedPage(clientOf(ctx))),
}

const problems: Readonly<Record<string, string>> = {
  NoCodeError: 'Enter the code first.',
  NotFoundError: 'There is no such code. Compare it with your device.',
  ExpiredError: 'The code has expired. Start again on your device.',
  AlreadyUsedError: 'The code has been used.',
  AbortedError: 'Cancelled. The device will not be connected.',
}

/**
 * Keeps a code that comes with the address (RFC 8628, 3.3.1) for the page: on its own, oidc-provider would send the form by
 * a script.
 */
export async function codeInAddress(
  ctx: {
    path: string
    method: string
    query: NodeJS.Dict<string | string[]>
    querystring: string
    state: Record<string, unknown>
  },
  next: () => Promise<void>,
): Promise<void> {
  if (ctx.path === '/device' && ctx.method === 'GET' && typeof ctx.query['user_code'] === 'string') {
    ctx.state['userCode'] = ctx.query['user_code']
    ctx.querystring = ''
  }
  return next()
}

function formOf({ oidc }: KoaContextWithOIDC) {
  const { secret } = Object(oidc.session?.state) as { secret?: string }
  return { action: '/device', xsrf: secret ?? '' }
}

function clientOf({ oidc }: KoaContextWithOIDC): string {
  return oidc.client?.clientName ?? oidc.client?.clientId ?? ''
}
