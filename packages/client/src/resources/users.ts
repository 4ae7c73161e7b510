import type { Call, CallOptions, Http, Pages } from '@veza/http'
import {
  type CreateUser,
  createUserModel,
  type UpdateUser,
  type User,
  updateUserModel,
  userModel,
} from '@veza/protocol'
import { type Checks, isA } from '@veza/resilience/options'
import type { ListOptions } from './list-options.ts'
import { type List, numberedPages } from './paged.ts'

/** Which users to list. */
export interface ListUsers extends ListOptions {
  /** Only users who have this role. */
  readonly role?: string
  /** Only users whose name or email holds this text. */
  readonly search?: string
}

const filters: Checks<Omit<ListUsers, keyof ListOptions>> = { role: isA('string'), search: isA('string') }
const list: List<User> = { name: 'users.list()', model: userModel, path: '/users', filters }

/**
 * Users of the platform (guide: "API REST", `/users`).
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * const user = await veza.users.create({ email: 'ada@example.com', username: 'ada' })
 * await veza.users.update(user.id, { firstName: 'Ada' })
 * for await (const admin of veza.users.list({ role: 'admin' })) console.log(admin.username)
 * await veza.users.delete(user.id)
 * ```
 */
export class Users {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
  }

  /** Lists users, oldest first. Needs `read:users`. */
  list(options: ListUsers = {}): Pages<User> {
    return numberedPages(this.#http, list, options)
  }

  /** Fetches one user. Needs `read:users`. @throws {@link NotFoundError} */
  get(id: number, options?: CallOptions): Call<User> {
    return this.#http.one(userModel, { method: 'GET', path: '/users/{id}', params: { id } }, options)
  }

  /** Creates a user. Needs `write:users`. @throws {@link ConflictError} `USERNAME_TAKEN`, `EMAIL_TAKEN` */
  create(user: CreateUser, options?: CallOptions): Call<User> {
    const spec = { method: 'POST', path: '/users', body: user, bodyModel: createUserModel } as const
    return this.#http.one(userModel, spec, options)
  }

  /** Changes the fields that are given. Needs `write:users`. @throws {@link NotFoundError} */
  update(id: number, changes: UpdateUser, options?: CallOptions): Call<User> {
    const spec = { method: 'PUT', path: '/users/{id}', params: { id } } as const
    return this.#http.one(userModel, { ...spec, body: changes, bodyModel: updateUserModel }, options)
  }

  /** Deletes a user. Needs `write:users`. @throws {@link NotFoundError} */
  delete(id: number, options?: CallOptions): Call<void> {
    return this.#http.nothing({ method: 'DELETE', path: '/users/{id}', params: { id } }, options)
  }
}
