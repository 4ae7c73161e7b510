import { html } from 'hono/html'
import type { Page } from './page.ts'

/** What the consent page shows. */
export interface ConsentView {
  readonly action: string
  readonly clientName: string
  readonly username: string
  /** What the client will be allowed to do. */
  readonly scopes: readonly string[]
  /** What it asked for, and this user cannot give. */
  readonly withheld: readonly string[]
  readonly leadsTo?: string
}

const sentences: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  offline_access: 'Stay signed in until you sign out',
  'read:users': 'See users and their profiles',
  'write:users': 'Create, change and delete users',
  'read:messages': 'Read rooms and messages',
  'write:messages': 'Send, change and delete messages',
  'read:streams': 'See streams',
  'write:streams': 'Start, change and end streams',
  'read:analytics': 'See metrics and reports',
  'read:notifications': 'Read your notifications',
  'write:notifications': 'Send and settle notifications',
  'read:files': 'See and download files',
  'write:files': 'Upload and delete files',
  'read:webhooks': 'See webhooks',
  'write:webhooks': 'Register, change and delete webhooks',
  'manage:keys': 'Issue and revoke API keys',
}

/** Asks whether a client may act for the user. */
export function consentPage(view: ConsentView): Page {
  const { action, clientName, username, scopes, withheld, leadsTo } = view
  const item = (scope: string) =>
    html`<li><span>${sentences[scope] ?? 'Use the scope'}</span> <code>${scope}</code></li>`
  return {
    title: `Allow ${clientName}`,
    ...(leadsTo !== undefined && { leadsTo }),
    body: html`<h1>Allow ${clientName} to use your account?</h1>
<p class="quiet">You are signed in as <strong>${username}</strong>. <a href="${action}?as=another">Not you?</a></p>
${
  scopes.length === 0
    ? html`<p>It will know that you have an account, and nothing else.</p>`
    : html`<p id="scopes">It will be able to:</p>
<ul class="scopes" aria-labelledby="scopes">${scopes.map(item)}</ul>`
}
${withheld.length === 0 ? '' : html`<p class="quiet">It also asked for what you may not do yourself: <code>${withheld.join(', ')}</code>.</p>`}
<form method="post" action="${action}">
<div class="actions">
<button type="submit" name="do" value="allow" class="main">Allow</button>
<button type="submit" name="do" value="deny">Deny</button>
</div>
</form>`,
  }
}
