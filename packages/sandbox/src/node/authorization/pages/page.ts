import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { styles } from './styles.ts'

/** A piece of HTML whose values are escaped. */
type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** What a page is made of. */
export interface Page {
  readonly title: string
  readonly body: Markup
  /** Where its form may lead in the end, beside this server: browsers watch redirects too. */
  readonly leadsTo?: string
}

/** A page as an answer. */
export interface RenderedPage {
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

const stylesHash = createHash('sha256').update(styles).digest('base64')

/** Renders a page: no script, nothing from elsewhere, never in a frame, never kept. */
export async function rendered({ title, body, leadsTo }: Page): Promise<RenderedPage> {
  const text = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Veza</title>
<style>${raw(styles)}</style>
</head>
<body>
<main>
<div class="brand"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" aria-hidden="true"><path d="M3 12h2M8 6v12M12 3v18M16 8v8M20 11v2"/></svg>Veza<span>Sandbox</span></div>
${body}
</main>
</body>
</html>`
  const target = sourceOf(leadsTo)
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${stylesHash}'`,
    `form-action 'self'${target === undefined ? '' : ` ${target}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  return {
    html: String(text),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
  }
}

/** How the policy names the place of a URL: its origin, or the scheme of an app. */
function sourceOf(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url)
  if (parsed === null) return undefined
  return parsed.origin === 'null' ? parsed.protocol : parsed.origin
}
