import { Refused } from '../refusals/refused.ts'

/** The address that was called; refused when nobody knows it whole. */
export function addressOf({ address }: { readonly address: string | undefined }): string {
  const whole = wholeUrl({ address })
  if (whole === undefined) throw new Refused('WEBHOOK_URL_MISSING')
  return whole
}

/** The address that was called, where it is known whole. */
export function wholeUrl({ address }: { readonly address: string | undefined }): string | undefined {
  return address !== undefined && URL.canParse(address) ? address : undefined
}

/** A parameter of the query; `undefined` when it is missing or there twice. */
export function queryOf(
  { address = '' }: { readonly address: string | undefined },
  name: string,
): string | undefined {
  const parameters = URL.parse(address, 'http://path.only')?.searchParams
  const [value, ...others] = parameters?.getAll(name) ?? []
  return others.length === 0 ? value : undefined
}
