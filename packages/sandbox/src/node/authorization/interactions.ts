import type { IncomingMessage } from 'node:http'
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { PlatformBase } from '../../assemble.ts'
import { seededPassword } from '../../authorization/accounts.ts'
import { permissionsOf } from '../../authorization/role-permissions.ts'
import { consentPage } from './pages/consent-page.ts'
import { errorPage } from './pages/error-page.ts'
import { loginPage } from './pages/login-page.ts'
import { type Page, rendered } from './pages/page.ts'

/** Where users sign in and agree. */
export const interactionPath = '/oauth/interaction'

/** The part of Koa's context that is used here. */
type Context = Pick<
  KoaContextWithOIDC,
  'path' | 'method' | 'query' | 'req' | 'res' | 'set' | 'status' | 'body' | 'redirect'
>

type Details = Awaited<ReturnType<Provider['interactionDetails']>>

/** The pages on which users sign in and say what a client may do. */
export class Interactions {
  readonly #provider: Provider
  readonly #platform: PlatformBase

  constructor(provider: Provider, platform: PlatformBase) {
    this.#provider = provider
    this.#platform = platform
  }

  /** Answers requests to the pages; leaves all others to who comes next. */
  readonly middleware = async (ctx: Context, next: () => Promise<void>): Promise<void> => {
    if (!ctx.path.startsWith(`${interactionPath}/`)) return next()
    const details = await this.#provider.interactionDetails(ctx.req, ctx.res).catch(() => undefined)
    if (details === undefined || ctx.path !== `${interactionPath}/${details.uid}`) return expired(ctx)
    if (ctx.method === 'POST') return this.#submit(ctx, details, await formOf(ctx.req))
    const isLogin = details.prompt.name === 'login' || ctx.query['as'] === 'another'
    await show(ctx, isLogin ? await this.#login(details) : await this.#consent(details))
  }

  async #submit(ctx: Context, details: Details, form: URLSearchParams): Promise<void> {
    switch (form.get('do')) {
      case 'login':
        return this.#signIn(ctx, details, form)
      case 'allow':
        if (details.prompt.name !== 'consent') break
        return this.#finish(ctx, { consent: { grantId: await this.#grant(details) } })
      case 'deny':
      case 'cancel':
        return this.#finish(ctx, { error: 'access_denied', error_description: 'The user refused' })
    }
    return expired(ctx)
  }

  async #signIn(ctx: Context, details: Details, form: URLSearchParams): Promise<void> {
    const username = form.get('username') ?? ''
    const user = await this.#platform.accounts.signIn(username, form.get('password') ?? '')
    if (user === undefined) {
      ctx.status = 401
      return show(ctx, await this.#login(details, username))
    }
    const accountId = String(user.id)
    await this.#finish(ctx, { login: { accountId } })
    // After that: a sign-in whose session is another's by now would not be gone on with.
    return this.#leave(details, accountId)
  }

  /** Ends the session of whoever was signed in in this browser, where it is somebody else. */
  async #leave({ session: known }: Details, accountId: string): Promise<void> {
    const session = known && (await this.#provider.Session.findByUid(known.uid))
    if (session === undefined || session.accountId === accountId) return
    Object.assign(session, { accountId: undefined, authorizations: undefined })
    await session.persist()
  }

  async #finish(ctx: Context, result: Parameters<Provider['interactionResult']>[2]): Promise<void> {
    const to = await this.#provider.interactionResult(ctx.req, ctx.res, result, {
      mergeWithLastSubmission: true,
    })
    ctx.redirect(to)
    ctx.status = 303
  }

  /** Lets the client do what it asked for, as far as the user may do it. */
  async #grant(details: Details): Promise<string> {
    const { params, session, grantId } = details
    const clientId = String(params['client_id'])
    const kept = grantId === undefined ? undefined : await this.#provider.Grant.find(grantId)
    const grant = kept ?? new this.#provider.Grant({ accountId: session?.accountId ?? '', clientId })
    const { plain, byResource } = this.#asked(details)
    grant.addOIDCScope(plain.join(' '))
    for (const [resource, scopes] of byResource) {
      const allowed = scopes.filter((scope) => this.#mayGive(details, scope))
      grant.addResourceScope(resource, allowed.join(' '))
      // What is not refused by name would be asked for again and again.
      grant.rejectResourceScope(resource, scopes.filter((scope) => !allowed.includes(scope)).join(' '))
    }
    return grant.save()
  }

  #asked({ prompt }: Details) {
    const { missingOIDCScope = [], missingResourceScopes = {} } = prompt.details as {
      missingOIDCScope?: readonly string[]
      missingResourceScopes?: Readonly<Record<string, readonly string[]>>
    }
    return { plain: missingOIDCScope, byResource: Object.entries(missingResourceScopes) }
  }

  #mayGive({ session }: Details, scope: string): boolean {
    const user = this.#platform.accounts.get(Number(session?.accountId))
    return user !== undefined && permissionsOf(user).includes(scope)
  }

  async #login(details: Details, failedAs?: string): Promise<Page> {
    const hint = details.params['login_hint']
    const first = this.#nameOf('1')
    return loginPage({
      ...(await this.#client(details)),
      username: failedAs ?? (typeof hint === 'string' ? hint : first),
      failed: failedAs !== undefined,
      hint: seededPassword,
    })
  }

  async #consent(details: Details): Promise<Page> {
    const { plain, byResource } = this.#asked(details)
    const asked = [...new Set([...plain, ...byResource.flatMap(([, scopes]) => scopes)])]
    const isGiven = (scope: string) => plain.includes(scope) || this.#mayGive(details, scope)
    return consentPage({
      ...(await this.#client(details)),
      username: this.#nameOf(details.session?.accountId),
      scopes: asked.filter(isGiven),
      withheld: asked.filter((scope) => !isGiven(scope)),
    })
  }

  #nameOf(accountId: string | undefined): string {
    const name = this.#platform.accounts.get(Number(accountId))?.['username']
    return typeof name === 'string' ? name : ''
  }

  async #client({ uid, params }: Details) {
    const client = await this.#provider.Client.find(String(params['client_id']))
    const leadsTo = params['redirect_uri']
    return {
      action: `${interactionPath}/${uid}`,
      clientName: client?.clientName ?? String(params['client_id']),
      ...(typeof leadsTo === 'string' && { leadsTo }),
    }
  }
}

/** Shows a page. */
export async function show(ctx: Pick<Context, 'set' | 'body'>, page: Page): Promise<void> {
  const { html, headers } = await rendered(page)
  ctx.set(headers)
  ctx.body = html
}

async function expired(ctx: Context): Promise<void> {
  ctx.status = 400
  const description = 'The sign-in is over, or was begun in another browser.'
  await show(ctx, errorPage({ error: 'expired', error_description: description }))
}

const longestForm = 16 * 1024

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return new URLSearchParams(text.length > longestForm ? '' : text)
}
