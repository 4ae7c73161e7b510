import { isForm } from './is-form.ts'
import type { Received } from './received.ts'

/** What parses the body where it says that it is a form; few webhooks do, so it is loaded with the first. */
export function formParser(received: Received): Promise<(text: string) => unknown> | undefined {
  return isForm(received) ? import('./parse-form.ts').then(({ parseForm }) => parseForm) : undefined
}
