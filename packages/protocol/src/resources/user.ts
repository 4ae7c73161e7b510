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

export const createUserModel: Model<CreateUser> = model<CreateUser>('user', {
  email: nonEmptyText,
  username: nonEmptyText,
  password: optional(text),
  firstName: optional(text),
  lastName: optional(text),
  roles: optional(list(text)),
})

export const updateUserModel: Model<UpdateUser> = model<UpdateUser>('user', {
  email: optional(nonEmptyText),
  username: optional(nonEmptyText),
  password: optional(text),
  firstName: optional(nullable(text)),
  lastName: optional(nullable(text)),
  roles: optional(list(text)),
})
