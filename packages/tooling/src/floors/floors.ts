/** The floor of each package, as in the design: a package imports only from the floors below its own. */
const floors: Readonly<Record<string, number>> = {
  resilience: 1,
  protocol: 1,
  http: 2,
  auth: 2,
  realtime: 2,
  webhooks: 2,
  client: 3,
  grpc: 3,
  engine: 3,
  delivery: 4,
  integrations: 4,
  'adapters/*': 5,
  sandbox: 5,
  cli: 6,
  console: 6,
  testing: 6,
}

/** Packages that may depend on fewer packages than their floor allows. */
export const onlyOn: Readonly<Record<string, readonly string[]>> = {
  // The sandbox must not share a client's mistakes: only the wire contract.
  sandbox: ['@veza/protocol'],
}

/** The floor of the package in `packages/<folder>`; `undefined` when the table does not have it. */
export function floorOf(folder: string): number | undefined {
  return floors[folder.replace(/^adapters\/.+/, 'adapters/*')]
}
