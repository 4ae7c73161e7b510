import { int64, list, nonEmptyText, nullable, optional, text, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** A user of the platform (guide: "API REST", "API gRPC"). */
export interface User {
  readonly id: number
  readonly email: string
  readonly username: string
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly roles: readonly string[]
  readonly createdAt: Date
  readonly updatedAt?: Date | null
}

/** What it takes to create a user. */
export interface CreateUser {
  readonly email: string
  readonly username: string
  readonly password?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly roles?: readonly string[]
}

/** The fields of a user to change; those left out stay as they are. */
export interface UpdateUser extends Partial<Omit<CreateUser, 'firstName' | 'lastName'>> {
  readonly firstName?: string | null
  readonly lastName?: string | null
}

/**
 * A user on the wire and here (guide: "API REST").
 *
 * @example
 * ```ts
 * import { userModel } from '@veza/protocol'
 *
 * const user = userModel.read({
 *   id: 7,
 *   email: 'ada@veza.app',
 *   username: 'ada',
 *   roles: ['admin'],
 *   created_at: '2024-01-01T12:00:00Z',
 * })
 * console.log(user.createdAt.getUTCFullYear()) // 2024
 * ```
 */
export const userModel: Model<User> = model<User>('user', {
  id: int64,
  email: text,
  username: text,
  firstName: optional(nullable(text)),
  lastName: optional(nullable(text)),
  roles: list(text),
  createdAt: time,
  updatedAt: optional(nullable(time)),
})

/**
 * What `POST /users` takes.
 *
 * @example
 * ```ts
 * import { createUserModel } from '@veza/protocol'
 *
 * console.log(createUserModel.write({ email: 'ada@veza.app', username: 'ada', firstName: 'Ada' }))
 * ```
 */
export const createUserModel: Model<CreateUser> = model<CreateUser>('user', {
  email: nonEmptyText,
  username: nonEmptyText,
  password: optional(text),
  firstName: optional(text),
  lastName: optional(text),
  roles: optional(list(text)),
})

/**
 * What `PUT /users/{id}` takes; `null` empties a field.
 *
 * @example
 * ```ts
 * import { updateUserModel } from '@veza/protocol'
 *
 * console.log(updateUserModel.write({ lastName: null })) // { last_name: null }
 * ```
 */
export const updateUserModel: Model<UpdateUser> = model<UpdateUser>('user', {
  email: optional(nonEmptyText),
  username: optional(nonEmptyText),
  password: optional(text),
  firstName: optional(nullable(text)),
  lastName: optional(nullable(text)),
  roles: optional(list(text)),
})
