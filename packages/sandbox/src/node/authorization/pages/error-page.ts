import { html } from 'hono/html'
import type { Page } from './page.ts'

/** Says what went wrong. @param fields - OAuth's own: `error`, `error_description`. */
export function errorPage({
  error,
  error_description: description,
}: Readonly<Record<string, unknown>>): Page {
  return {
    title: 'This did not work',
    body: html`<h1>This did not work</h1>
<p>${typeof description === 'string' ? description : 'The request could not be handled.'}</p>
<p class="quiet">Go back to the app and start again. <code>${String(error)}</code></p>`,
  }
}
