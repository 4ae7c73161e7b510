import { Browser } from './browser.ts'

/** Enters the code on the server's own page, as the user does on their telephone. */
export async function enterDeviceCode(verificationUri: string): Promise<string> {
  const browser = new Browser()
  const first = await browser.page(verificationUri)
  const fields = new URLSearchParams()
  for (const [, name = '', value = ''] of first.matchAll(/name="(\w+)" value="([^"]*)"/g))
    fields.set(name, value)
  fields.set('confirm', 'yes')
  return browser.page(verificationUri.replace(/\?.*/, ''), {
    method: 'POST',
    body: fields.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}
