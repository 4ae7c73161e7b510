import { isVezaError } from '@veza/auth'
import { authorize, fileTokenStore } from '@veza/auth/node'
import { oauth } from '@veza/auth/oauth'
import { Veza } from '@veza/client'
import { userModel, type WireObject } from '@veza/protocol'

const usage = 'veza-example login | login --device | whoami | logout'

// VEZA_CLIENT_ID is read by oauth() itself; VEZA_TOKENS says where the tokens are, for a test.
const issuer = process.env['VEZA_ISSUER'] ?? 'https://api.veza.app'
const directory = process.env['VEZA_TOKENS']
const client = oauth({
  issuer,
  discover: issuer !== 'https://api.veza.app',
  scope: ['read:users'],
  store: fileTokenStore(directory === undefined ? {} : { directory }),
})

const commands: Readonly<Record<string, () => Promise<string>>> = {
  async login() {
    const openBrowser = process.env['VEZA_NO_BROWSER'] === undefined ? {} : { openBrowser: false as const }
    await authorize(client, { ...openBrowser, onUrl: (url) => console.error(`Sign in at ${url}`) })
    return 'You are signed in.'
  },
  async 'login --device'() {
    const device = await client.startDeviceSignIn()
    console.error(`Go to ${device.verificationUriComplete ?? device.verificationUri}`)
    console.error(`and compare the code ${device.userCode}`)
    await device.session()
    return 'You are signed in.'
  },
  async whoami() {
    const veza = new Veza({
      auth: client.session(),
      baseUrl: process.env['VEZA_BASE_URL'] ?? 'https://api.veza.app/v1',
    })
    const me = await veza.request({ method: 'GET', path: '/auth/me' })
    return `You are ${userModel.read(me as WireObject).username}.`
  },
  async logout() {
    await client.session().signOut()
    return 'You are signed out.'
  },
}

const command = commands[process.argv.slice(2).join(' ')]
try {
  console.log(command === undefined ? usage : await command())
  process.exitCode = command === undefined ? 2 : 0
} catch (error) {
  if (!isVezaError(error)) throw error
  console.error(`${error.message}. ${error.remedy}`)
  process.exitCode = 1
}
