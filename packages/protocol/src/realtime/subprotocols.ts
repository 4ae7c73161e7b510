/** The guide's protocol by its name. A server that knows no names chooses none, and speaks it as well. */
export const plainProtocol = 'veza.v1'

/** The protocol in which nothing is lost: sequences, acknowledgements, pings, refresh of tokens. */
export const exactProtocol = 'veza.v2'

/** Begins the subprotocol that carries a token: `veza.bearer.` and the token in base64url. */
export const bearerProtocolPrefix = 'veza.bearer.'
