import type { Received } from '../message/received.ts'
import type { Scheme } from '../schemes/scheme.ts'

/** A scheme, and the further forms it comes in. */
export function formsOf(scheme: Scheme): readonly Scheme[] {
  return 'alternatives' in scheme && scheme.alternatives ? [scheme, ...scheme.alternatives] : [scheme]
}

/** Index of the form a request is in: the first whose signature header is there; the first of all when none is. */
export function formIndex(forms: readonly Scheme[], received: Received): number {
  if (forms.length === 1) return 0
  const present = forms.findIndex(
    (form) => 'format' in form && received.header(form.format.header) !== undefined,
  )
  return Math.max(present, 0)
}
