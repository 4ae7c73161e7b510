/**
 * What is wrong with the URL of an endpoint; `undefined` where nothing is.
 *
 * @param anyHost - whether it may be beyond this machine.
 */
export function destinationFault(url: string, anyHost: boolean): string | undefined {
  if (!URL.canParse(url)) return 'should be a URL'
  const { protocol, hostname, username, password } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return 'should be an http or https URL'
  if (username !== '' || password !== '') return 'should hold no credentials'
  return anyHost || isLoopback(hostname)
    ? undefined
    : 'should be on this machine: the sandbox sends no further'
}

/** `URL` has every other way to write these in this one already. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
