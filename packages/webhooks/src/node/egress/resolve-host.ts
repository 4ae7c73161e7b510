import { lookup } from 'node:dns/promises'

/** The system's resolver: hosts file, DNS, whatever the machine is set up for. It cannot be stopped once it asks. */
export async function resolveHost(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true, order: 'verbatim' })
  return found.map(({ address }) => address)
}
