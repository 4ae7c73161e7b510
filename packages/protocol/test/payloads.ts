import fc from 'fast-check'
import type { FieldKind } from '../src/fields/field.ts'
import {
  apiKeyModel,
  createApiKeyModel,
  createLiveStreamModel,
  createUserModel,
  issuedApiKeyModel,
  liveStreamModel,
  type Model,
  membershipModel,
  messageModel,
  metricsModel,
  notificationModel,
  notificationPreferencesModel,
  reportModel,
  roomModel,
  sendMessageModel,
  sendNotificationModel,
  signalModel,
  storedFileModel,
  unreadCountModel,
  updateLiveStreamModel,
  updateMessageModel,
  updateNotificationPreferencesModel,
  updateUserModel,
  userModel,
  type WireObject,
} from '../src/index.ts'
import {
  createWebhookEndpointModel,
  issuedWebhookEndpointModel,
  updateWebhookEndpointModel,
  webhookDeletionModel,
  webhookDeliveryModel,
  webhookEndpointModel,
} from '../src/webhooks/index.ts'

/** A model of whatever, where its type does not matter. */
export type AnyModel = Model<Record<string, unknown>>

/** Every model of the protocol, by the name of its constant. */
export const models: readonly (readonly [name: string, model: AnyModel])[] = Object.entries({
  apiKeyModel,
  createApiKeyModel,
  createLiveStreamModel,
  createUserModel,
  issuedApiKeyModel,
  liveStreamModel,
  membershipModel,
  messageModel,
  metricsModel,
  notificationModel,
  notificationPreferencesModel,
  reportModel,
  roomModel,
  sendMessageModel,
  sendNotificationModel,
  storedFileModel,
  unreadCountModel,
  signalModel,
  updateLiveStreamModel,
  updateMessageModel,
  updateNotificationPreferencesModel,
  updateUserModel,
  userModel,
  createWebhookEndpointModel,
  issuedWebhookEndpointModel,
  updateWebhookEndpointModel,
  webhookDeletionModel,
  webhookDeliveryModel,
  webhookEndpointModel,
}).map(([name, model]) => [name, model as unknown as AnyModel] as const)

const anyDate = fc.date({ noInvalidDate: true })
const rfc3339Date = fc.date({
  noInvalidDate: true,
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
})
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)

/** An object with whatever keys its writer chose, among them such as look like an SQL null. */
const anyRecord = fc.oneof(
  fc.dictionary(fc.string(), fc.jsonValue()),
  fc.record(
    { Valid: fc.jsonValue(), String: fc.jsonValue(), created_at: fc.string() },
    { requiredKeys: ['Valid'] },
  ),
)

/** Values of a field, as they stand on the wire in their usual form. */
function wireValue(kind: FieldKind): fc.Arbitrary<unknown> {
  return fieldValue(
    kind,
    rfc3339Date.map((date) => date.toISOString()),
  )
}

/** Values of a field, as they stand in a model. */
export function modelValue(kind: FieldKind): fc.Arbitrary<unknown> {
  return fieldValue(kind, anyDate)
}

function fieldValue(kind: FieldKind, time: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  switch (kind.type) {
    case 'text':
      return fc.string(kind.minLength === undefined ? {} : { minLength: kind.minLength })
    case 'number':
      return anyNumber
    case 'int64':
      return fc.maxSafeInteger()
    case 'time':
      return time
    case 'record':
      return anyRecord
    case 'enum':
      return fc.constantFrom(...kind.known)
    case 'list':
      return fc.array(fieldValue(kind.of, time), { maxLength: 4 })
    case 'nullable':
      return fc.option(fieldValue(kind.of, time))
    case 'optional':
      return fieldValue(kind.of, time)
  }
}

/** The name that a field has in the model. */
export function modelKey(model: AnyModel, wireKey: string): string {
  return Object.keys(model.read({ [wireKey]: null }))[0] ?? wireKey
}

/** Objects with the fields of a model, those that are optional now and then missing. */
export function fieldsOf(
  model: AnyModel,
  value: (kind: FieldKind) => fc.Arbitrary<unknown>,
  keyOf: (wireKey: string) => string = (wireKey) => wireKey,
): fc.Arbitrary<WireObject> {
  const fields = Object.entries(model.wireFields)
  const required = fields.filter(([, kind]) => kind.type !== 'optional').map(([key]) => keyOf(key))
  return fc.record(Object.fromEntries(fields.map(([key, kind]) => [keyOf(key), value(kind)])), {
    requiredKeys: required,
    noNullPrototype: true,
  }) as fc.Arbitrary<WireObject>
}

/** Fields that the model does not know: a newer platform's. */
export function extraFields(model: AnyModel): fc.Arbitrary<WireObject> {
  const wireKeys = Object.keys(model.wireFields)
  const known = new Set([...wireKeys, ...wireKeys.map((key) => modelKey(model, key)), '__proto__'])
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'constructor',
      'toString',
      'valueOf',
      'hasOwnProperty',
      'newField',
      'new_field',
      'Valid',
      '0',
    ),
  )
  return fc.dictionary(
    key.filter((name) => !known.has(name)),
    fc.jsonValue(),
    { noNullPrototype: true },
  )
}

/** Whole payloads of a model, with fields that it does not know. */
export function payloads(model: AnyModel): fc.Arbitrary<WireObject> {
  return fc
    .tuple(extraFields(model), fieldsOf(model, wireValue))
    .map(([extra, known]) => ({ ...extra, ...known }))
}
