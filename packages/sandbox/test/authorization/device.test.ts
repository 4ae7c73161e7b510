import { serveSandbox } from '@veza/sandbox/node'
import { expect, test } from 'vitest'
import { apiOf, appOf } from './clients.ts'
import { Person } from './person.ts'

test('a device is connected by the code in its address', async () => {
  await using running = await serveSandbox()
  const device = await appOf(running).startDeviceSignIn()
  expect(device.verificationUri).toBe(`${running.url}/device`)
  expect(device.userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/)
  const person = new Person('margaret_2')
  const [page, session] = await Promise.all([
    person.connect(device.verificationUriComplete ?? ''),
    device.session(),
  ])
  expect(page).toContain('Your device is connected')
  expect((await apiOf(running, session).users.get(2)).username).toBe('margaret_2')
})

test('or by a code that is typed, in small letters too', async () => {
  await using running = await serveSandbox()
  const device = await appOf(running).startDeviceSignIn()
  const page = await new Person('ken_1').connect(device.verificationUri, device.userCode.toLowerCase())
  expect(page).toContain('Your device is connected')
})

test('its pages tell a wrong code, a used one and a refusal apart, and carry no script', async () => {
  await using running = await serveSandbox()
  const client = appOf(running)
  const { userCode } = await client.startDeviceSignIn()
  const { browser } = new Person('ken_1')
  const send = async (fields: Record<string, string>) => {
    const page = await browser.page(`${running.url}/device`)
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
    return browser.page(`${running.url}/device`, {
      method: 'POST',
      body: new URLSearchParams({ xsrf, ...fields }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  }
  const pages = [
    await send({}),
    await send({ user_code: 'AAAA-AAAA' }),
    await send({ user_code: userCode }),
    await send({ user_code: userCode, abort: 'yes' }),
    await send({ user_code: userCode }),
    await send({ user_code: userCode, xsrf: 'another' }),
  ]
  const texts = [
    'Enter the code first',
    'There is no such code',
    `<p class="shown">${userCode}</p>`,
    'Cancelled',
    'The code has been used',
    'That did not work',
  ]
  for (const [index, text] of texts.entries()) expect(pages[index]).toContain(text)
  expect(pages.join()).not.toMatch(/<script|\son\w+=/i)
})

test('a device whose user refuses is told so', async () => {
  await using running = await serveSandbox()
  const device = await appOf(running).startDeviceSignIn()
  const { browser } = new Person('ken_1')
  const page = await browser.page(`${running.url}/device`)
  const fields = {
    xsrf: /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '',
    user_code: device.userCode,
    abort: 'yes',
  }
  await browser.fetch(`${running.url}/device`, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  await expect(device.session()).rejects.toMatchObject({ code: 'AUTH_ACCESS_DENIED' })
})
