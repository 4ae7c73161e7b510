import type { WireObject } from '@veza/protocol'
import { Reader } from '@veza/protocol/reader'
import { Validator } from '@veza/protocol/schema'
import type { List } from './lists.ts'

type Read = (wire: WireObject) => unknown

/** The way that is written for users alone. */
export const byHandName = 'by hand, unchecked'

/** The way that reads nothing: what the others are held against. */
export const parsingAlone = 'JSON.parse'

/** Ways of reading, each made for a list's model. */
export const ways: Readonly<Record<string, (list: List) => Read | undefined>> = {
  [parsingAlone]: () => undefined,
  'generated code, checked': ({ model }) => new Reader({ generateCode: true }).for(model),
  'generated code, validation off': ({ model }) => {
    const read = new Reader({ generateCode: true }).for(model)
    return (wire) => read(wire) ?? model.read(wire)
  },
  'interpreted, checked': ({ model }) => new Reader({ generateCode: false }).for(model),
  'zod, then model.read': ({ model }) => {
    const validator = new Validator()
    return (wire) => (validator.check(model, wire).length === 0 ? model.read(wire) : undefined)
  },
  [byHandName]: () => byHand,
}

/** What one would write for users without an SDK. */
function byHand(wire: WireObject): unknown {
  return {
    id: wire['id'],
    email: wire['email'],
    username: wire['username'],
    firstName: wire['first_name'],
    lastName: wire['last_name'],
    roles: wire['roles'],
    createdAt: new Date(wire['created_at'] as string),
    updatedAt: new Date(wire['updated_at'] as string),
  }
}
