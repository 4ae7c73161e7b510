import { createUserModel, updateUserModel, userModel } from '@veza/protocol'
import type { Series } from './series.ts'

/** Builders for users. */
export function userBuilders(series: Series) {
  return {
    buildUser: series.builder('buildUser', userModel, ({ number, at }) => ({
      id: number,
      email: `user.${number}@example.com`,
      username: `user_${number}`,
      firstName: 'User',
      lastName: `No. ${number}`,
      roles: ['user'],
      createdAt: at,
      updatedAt: at,
    })),
    buildCreateUser: series.builder('buildCreateUser', createUserModel, ({ number }) => ({
      email: `user.${number}@example.com`,
      username: `user_${number}`,
      password: `password of user ${number}`,
      firstName: 'User',
      lastName: `No. ${number}`,
      roles: ['user'],
    })),
    buildUpdateUser: series.builder('buildUpdateUser', updateUserModel, ({ number }) => ({
      email: `new.${number}@example.com`,
      username: `new_${number}`,
      password: `new password of user ${number}`,
      firstName: 'New',
      lastName: `No. ${number}`,
      roles: ['user'],
    })),
  }
}
