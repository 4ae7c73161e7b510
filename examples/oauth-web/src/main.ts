import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { oauth } from '@veza/auth/oauth'
import { createApp } from './app.ts'

const server = createServer().listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1')
await once(server, 'listening')
const app = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

// VEZA_CLIENT_ID and VEZA_CLIENT_SECRET are read by oauth() itself.
const issuer = process.env['VEZA_ISSUER'] ?? 'https://api.veza.app'
const client = oauth({
  issuer,
  discover: issuer !== 'https://api.veza.app',
  redirectUri: `${app}/callback`,
  scope: ['read:users'],
})
const baseUrl = process.env['VEZA_BASE_URL'] ?? 'https://api.veza.app/v1'
server.on('request', createApp({ client, baseUrl }))
console.log(app)
