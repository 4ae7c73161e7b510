import { describe, expect, expectTypeOf, test } from 'vitest'
import type {
  ApiKey,
  CreateApiKey,
  CreateLiveStream,
  CreateUser,
  FieldKind,
  IssuedApiKey,
  LiveStream,
  Message,
  Metrics,
  Notification,
  NotificationPreferences,
  Report,
  Room,
  SendMessage,
  SendNotification,
  StoredFile,
  UnreadCount,
  UpdateLiveStream,
  UpdateMessage,
  UpdateNotificationPreferences,
  UpdateUser,
  User,
  WireObject,
} from '../src/index.ts'
import * as api from '../src/index.ts'
import type { RefreshTokens, Register, SignIn, SignInTokens, SignOut } from '../src/sign-in/index.ts'
import * as signIn from '../src/sign-in/index.ts'

describe('the type of a model', () => {
  test('is what its model reads and writes', () => {
    expectTypeOf(api.apiKeyModel.read).returns.toEqualTypeOf<ApiKey>()
    expectTypeOf(api.createApiKeyModel.write).parameter(0).toEqualTypeOf<Partial<CreateApiKey>>()
    expectTypeOf(api.issuedApiKeyModel.read).returns.toEqualTypeOf<IssuedApiKey>()
    expectTypeOf(api.liveStreamModel.read).returns.toEqualTypeOf<LiveStream>()
    expectTypeOf(api.createLiveStreamModel.write).parameter(0).toEqualTypeOf<Partial<CreateLiveStream>>()
    expectTypeOf(api.updateLiveStreamModel.write).parameter(0).toEqualTypeOf<Partial<UpdateLiveStream>>()
    expectTypeOf(api.messageModel.read).returns.toEqualTypeOf<Message>()
    expectTypeOf(api.sendMessageModel.write).parameter(0).toEqualTypeOf<Partial<SendMessage>>()
    expectTypeOf(api.updateMessageModel.write).parameter(0).toEqualTypeOf<Partial<UpdateMessage>>()
    expectTypeOf(api.metricsModel.read).returns.toEqualTypeOf<Metrics>()
    expectTypeOf(api.reportModel.read).returns.toEqualTypeOf<Report>()
    expectTypeOf(api.roomModel.read).returns.toEqualTypeOf<Room>()
    expectTypeOf(api.userModel.read).returns.toEqualTypeOf<User>()
    expectTypeOf(api.createUserModel.write).parameter(0).toEqualTypeOf<Partial<CreateUser>>()
    expectTypeOf(api.updateUserModel.write).parameter(0).toEqualTypeOf<Partial<UpdateUser>>()
    expectTypeOf(api.userModel.write).returns.toEqualTypeOf<WireObject>()
    expectTypeOf(api.notificationModel.read).returns.toEqualTypeOf<Notification>()
    expectTypeOf(api.sendNotificationModel.write).parameter(0).toEqualTypeOf<Partial<SendNotification>>()
    expectTypeOf(api.unreadCountModel.read).returns.toEqualTypeOf<UnreadCount>()
    expectTypeOf(api.notificationPreferencesModel.read).returns.toEqualTypeOf<NotificationPreferences>()
    expectTypeOf(api.updateNotificationPreferencesModel.write)
      .parameter(0)
      .toEqualTypeOf<Partial<UpdateNotificationPreferences>>()
    expectTypeOf(signIn.signInTokensModel.read).returns.toEqualTypeOf<SignInTokens>()
    expectTypeOf(signIn.registerModel.write).parameter(0).toEqualTypeOf<Partial<Register>>()
    expectTypeOf(signIn.signInModel.write).parameter(0).toEqualTypeOf<Partial<SignIn>>()
    expectTypeOf(signIn.refreshTokensModel.write).parameter(0).toEqualTypeOf<Partial<RefreshTokens>>()
    expectTypeOf(signIn.signOutModel.write).parameter(0).toEqualTypeOf<Partial<SignOut>>()
    expectTypeOf(api.storedFileModel.read).returns.toEqualTypeOf<StoredFile>()
    expect(Object.keys(api).filter((name) => name.endsWith('Model'))).toHaveLength(23)
    expect(Object.keys(signIn)).toHaveLength(5)
  })

  test('agrees with the kind of each field at run time', () => {
    const date: FieldKind = { type: 'time' }
    const id: FieldKind = { type: 'int64' }
    expectTypeOf<User['createdAt']>().toEqualTypeOf<Date>()
    expect(api.userModel.wireFields['created_at']).toEqual(date)
    expectTypeOf<Message['replyToId']>().toEqualTypeOf<number | null | undefined>()
    expect(api.messageModel.wireFields['reply_to_id']).toEqual({
      type: 'optional',
      of: { type: 'nullable', of: id },
    })
    expectTypeOf<User['roles']>().toEqualTypeOf<readonly string[]>()
    expect(api.userModel.wireFields['roles']).toEqual({ type: 'list', of: { type: 'text' } })
    expectTypeOf<Metrics['activeUsers']>().toEqualTypeOf<number>()
    expect(api.metricsModel.wireFields['active_users']).toEqual({ type: 'number' })
  })

  test('has open enums: known words are suggested, others are allowed', () => {
    expectTypeOf<'live'>().toExtend<LiveStream['status']>()
    expectTypeOf<string>().toExtend<LiveStream['status']>()
    expectTypeOf<number>().not.toExtend<LiveStream['status']>()
    const { status } = api.liveStreamModel.read({ status: 'paused' })
    expect(status).toBe('paused')
  })

  test('of a change has nothing that must be there', () => {
    const changes = [
      api.updateUserModel,
      api.updateMessageModel,
      api.updateLiveStreamModel,
      api.updateNotificationPreferencesModel,
    ]
    for (const model of changes) {
      for (const kind of Object.values(model.wireFields)) expect(kind.type).toBe('optional')
    }
    expectTypeOf<Record<never, never>>().toExtend<UpdateUser>()
    expectTypeOf<Record<never, never>>().not.toExtend<CreateUser>()
  })
})
