import { html } from 'hono/html'
import type { Page } from './page.ts'

/** What the page for entering a code shows. */
export interface CodeView {
  readonly action: string
  /** What proves that the form came from here. */
  readonly xsrf: string
  /** What was entered before, or came with the address. */
  readonly code: string
  readonly problem: string | undefined
}

/** Asks for the code that a device shows. */
export function codePage({ action, xsrf, code, problem }: CodeView): Page {
  return {
    title: 'Connect a device',
    body: html`<h1>Connect a device</h1>
<p class="quiet" id="what">Enter the code that your device shows.</p>
${problem === undefined ? '' : html`<p class="alert" role="alert" id="problem">${problem}</p>`}
<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
<label for="user_code">Code</label>
<input type="text" class="code" id="user_code" name="user_code" value="${code}" placeholder="XXXX-XXXX" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="20" required autofocus aria-describedby="${problem === undefined ? 'what' : 'problem'}">
<div class="actions"><button type="submit" class="main">Continue</button></div>
</form>`,
  }
}

/** What the page for confirming a code shows. */
export interface ConfirmView {
  readonly action: string
  readonly xsrf: string
  readonly code: string
  readonly clientName: string
}

/** Asks whether it is the user's own device that shows the code. */
export function confirmPage({ action, xsrf, code, clientName }: ConfirmView): Page {
  return {
    title: 'Confirm the device',
    body: html`<h1>Is this the code on your device?</h1>
<p class="shown">${code}</p>
<p class="quiet"><strong>${clientName}</strong> will be connected to your account. If you did not start this, or the code is another, cancel.</p>
<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
<input type="hidden" name="user_code" value="${code}">
<div class="actions">
<button type="submit" name="confirm" value="yes" class="main">It is</button>
<button type="submit" name="abort" value="yes">Cancel</button>
</div>
</form>`,
  }
}

/** Says that the device is connected. */
export function connectedPage(clientName: string): Page {
  return {
    title: 'Device connected',
    body: html`<h1>Your device is connected</h1>
<p><strong>${clientName}</strong> goes on by itself. You can close this page.</p>`,
  }
}
