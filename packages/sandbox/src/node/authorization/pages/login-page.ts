import { html } from 'hono/html'
import type { Page } from './page.ts'

/** What the login page shows. */
export interface LoginView {
  readonly action: string
  /** Who wants to be let in. */
  readonly clientName: string
  /** What was entered before, or somebody to begin with. */
  readonly username: string
  readonly failed: boolean
  /** The password of seeded users. */
  readonly hint: string
  readonly leadsTo?: string
}

/** Asks for a user name and a password. */
export function loginPage({ action, clientName, username, failed, hint, leadsTo }: LoginView): Page {
  return {
    title: 'Sign in',
    ...(leadsTo !== undefined && { leadsTo }),
    body: html`<h1>Sign in</h1>
<p class="quiet">to continue to <strong>${clientName}</strong></p>
${failed ? html`<p class="alert" role="alert" id="failed">User name or password are not right.</p>` : ''}
<form method="post" action="${action}">
<label for="username">User name or email</label>
<input type="text" id="username" name="username" value="${username}" autocomplete="username" autocapitalize="none" spellcheck="false" required${failed ? html` aria-describedby="failed"` : ''}>
<label for="password">Password</label>
<input type="password" id="password" name="password" autocomplete="current-password" required autofocus${failed ? html` aria-describedby="failed" aria-invalid="true"` : ''}>
<div class="actions">
<button type="submit" name="do" value="login" class="main">Sign in</button>
<button type="submit" name="do" value="cancel" formnovalidate>Cancel</button>
</div>
</form>
<p class="hint">This is a sandbox. Every user it begins with has the password <code>${hint}</code>.</p>`,
  }
}
