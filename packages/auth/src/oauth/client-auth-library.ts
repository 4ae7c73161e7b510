import {
  ClientSecretBasic,
  ClientSecretPost,
  modifyAssertion,
  None,
  PrivateKeyJwt,
  TlsClientAuth,
} from 'openid-client'
import type { ClientAuthLibrary } from './client-auth.ts'

/** What makes clients' credentials. Named one by one, so that a bundle holds no more of the library than that. */
export const clientAuthLibrary: ClientAuthLibrary = {
  ClientSecretBasic,
  ClientSecretPost,
  None,
  PrivateKeyJwt,
  TlsClientAuth,
  modifyAssertion,
}
