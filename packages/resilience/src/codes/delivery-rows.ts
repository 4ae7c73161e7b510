import type { EnglishRow } from './english.ts'

/** Why a webhook that is sent does not arrive. Apart from the other codes: only who sends webhooks meets them. */
export const deliveryRows: readonly EnglishRow[] = [
  [
    'EGRESS_URL_INVALID',
    0,
    'Write a plain absolute URL: no user info, space or backslash, and no escape in the host.',
  ],
  ['EGRESS_SCHEME_REFUSED', 0, 'Use an https: URL.'],
  ['EGRESS_PORT_REFUSED', 0, 'Use a port that the egress policy lists, such as 443.'],
  ['EGRESS_NAME_REFUSED', 0, 'Use a public host name with a domain.'],
  ['EGRESS_ADDRESS_REFUSED', 0, 'Use a host whose addresses are all public.'],
  ['DELIVERY_REDIRECTED', 0, 'Register the address that the endpoint redirects to, if you trust it.'],
  ['DELIVERY_ENDPOINT_GONE', 0, 'Remove the endpoint: it asks for no more webhooks.'],
  [
    'DELIVERY_NOT_ACCEPTED',
    0,
    "Look at the endpoint's own log, and send the webhook again once it is mended.",
  ],
]
