import { nonEmptyText, number, optional, text } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** The tokens of a user who signed in with a password. */
export interface SignInTokens {
  readonly accessToken: string
  /** `Bearer` */
  readonly tokenType: string
  /** How long the access token lives, in seconds. */
  readonly expiresIn: number
  readonly refreshToken: string
}

/** What it takes to register: a user with a password. */
export interface Register {
  readonly email: string
  readonly username: string
  readonly password: string
  readonly firstName?: string
  readonly lastName?: string
}

/** What it takes to sign in: a password, and the user's name or email address. */
export interface SignIn {
  readonly username?: string
  readonly email?: string
  readonly password: string
}

/** What it takes to get new tokens. */
export interface RefreshTokens {
  readonly refreshToken: string
}

/** What it takes to sign out. */
export interface SignOut {
  /** Whose session ends. @defaultValue that of the access token in the header */
  readonly refreshToken?: string
}

/**
 * What signing in and refreshing give (deployed servers, `POST /auth/login`). Do not log it.
 *
 * @example
 * ```ts
 * import { signInTokensModel } from '@veza/protocol/sign-in'
 *
 * const tokens = signInTokensModel.read({
 *   access_token: 'a1',
 *   token_type: 'Bearer',
 *   expires_in: 3600,
 *   refresh_token: 'r1',
 * })
 * console.log(tokens.expiresIn) // 3600
 * ```
 */
export const signInTokensModel: Model<SignInTokens> = model<SignInTokens>('tokens', {
  accessToken: nonEmptyText,
  tokenType: text,
  expiresIn: number,
  refreshToken: nonEmptyText,
})

/**
 * What `POST /auth/register` takes.
 *
 * @example
 * ```ts
 * import { registerModel } from '@veza/protocol/sign-in'
 *
 * const password = 'correct horse battery staple'
 * console.log(Object.keys(registerModel.write({ email: 'ada@veza.app', username: 'ada', password }) as object))
 * ```
 */
export const registerModel: Model<Register> = model<Register>('registration', {
  email: nonEmptyText,
  username: nonEmptyText,
  password: nonEmptyText,
  firstName: optional(text),
  lastName: optional(text),
})

/**
 * What `POST /auth/login` takes.
 *
 * @example
 * ```ts
 * import { signInModel } from '@veza/protocol/sign-in'
 *
 * console.log(Object.keys(signInModel.write({ username: 'ada', password: 'correct horse' }) as object))
 * ```
 */
export const signInModel: Model<SignIn> = model<SignIn>('sign-in', {
  username: optional(nonEmptyText),
  email: optional(nonEmptyText),
  password: nonEmptyText,
})

/**
 * What `POST /auth/refresh` takes.
 *
 * @example
 * ```ts
 * import { refreshTokensModel } from '@veza/protocol/sign-in'
 *
 * console.log(refreshTokensModel.write({ refreshToken: 'r1' })) // { refresh_token: 'r1' }
 * ```
 */
export const refreshTokensModel: Model<RefreshTokens> = model<RefreshTokens>('refresh', {
  refreshToken: nonEmptyText,
})

/**
 * What `POST /auth/logout` takes.
 *
 * @example
 * ```ts
 * import { signOutModel } from '@veza/protocol/sign-in'
 *
 * console.log(signOutModel.write({})) // {}
 * ```
 */
export const signOutModel: Model<SignOut> = model<SignOut>('sign-out', {
  refreshToken: optional(nonEmptyText),
})
