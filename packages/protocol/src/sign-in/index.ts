export type { RefreshTokens, Register, SignIn, SignInTokens, SignOut } from '../resources/sign-in.ts'
export {
  refreshTokensModel,
  registerModel,
  signInModel,
  signInTokensModel,
  signOutModel,
} from '../resources/sign-in.ts'
