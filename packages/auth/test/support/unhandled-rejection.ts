import { clientSecret, oauth } from '../../src/oauth/index.ts'

const [issuer = '', secret = ''] = process.argv.slice(2)
const client = oauth({ clientId: 'a', clientAuth: clientSecret(secret), issuer, tokenUrl: `${issuer}/token` })
console.log(client)
void client.clientCredentials().accessToken()
