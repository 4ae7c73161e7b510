import { Validator as Linter } from '@seriousme/openapi-schema-validator'
import { openApiDocument, operations } from '@veza/protocol/openapi'
import { serveSandbox } from '@veza/sandbox/node'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { routes } from '../src/application.ts'
import { provoke, succeeding, type Target } from './openapi-provocations.ts'

const document = openApiDocument()

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false })
addFormats.default(ajv)
// Words of OpenAPI, not of JSON Schema: the document as a whole is no schema, its parts are.
for (const word of ['openapi', 'info', 'servers', 'tags', 'paths', 'components']) ajv.addKeyword(word)
ajv.addSchema(document, 'openapi')

interface Response3 {
  readonly $ref?: string
  readonly headers?: Readonly<Record<string, { $ref: string }>>
  readonly content?: Readonly<Record<string, { schema?: unknown }>>
}

type Guard = Pick<(typeof operations)[number], 'permission' | 'signed' | 'open'>

/** Every operation with every status that the document says it can answer. */
const cases = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) => {
    const [[scheme, [permission = '']] = ['', []]] = Object.entries(
      (operation['security'] as Record<string, string[]>[])[0] ?? {},
    )
    const target: Target = {
      id: String(operation['operationId']),
      method: method.toUpperCase(),
      path,
      permission,
      signed: scheme === 'signature',
    }
    const responses = operation['responses'] as Record<string, Response3>
    const pointer = `#/paths/${path.replaceAll('/', '~1')}/${method}/responses`
    return Object.entries(responses).map(([status, response]) => ({
      name: `${target.id} ${status}`,
      target,
      status,
      pointer: response.$ref ?? `${pointer}/${status}`,
      response: response.$ref === undefined ? response : (lookUp(response.$ref) as Response3),
    }))
  }),
)

function lookUp(pointer: string): unknown {
  const steps = pointer.slice(2).split('/')
  const found = steps.reduce<unknown>((at, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    return (at as Record<string, unknown> | undefined)?.[key]
  }, document)
  if (found === undefined) throw new Error(`${pointer} leads nowhere`)
  return found
}

describe('what the sandbox answers is what the document says', () => {
  test.each(cases)('$name', async ({ target, status, pointer, response }) => {
    const answer = await provoke(target, status)
    // The failure that stands for all others: a method that no path has.
    expect(answer.status).toBe(status === 'default' ? 405 : Number(status))
    for (const [name, { $ref }] of Object.entries(response.headers ?? {})) {
      const { schema } = lookUp($ref) as { schema: { type: string } }
      expect([name, answer.headers.get(name)]).toEqual([
        name,
        expect.stringMatching(schema.type === 'integer' ? /^\d+$/ : /./),
      ])
    }
    const content = Object.entries(response.content ?? {})[0]
    if (content === undefined) return expect(await answer.text()).toBe('')
    const [mediaType, { schema }] = content
    if (schema === undefined) return expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0)
    expect(answer.headers.get('content-type')).toMatch(new RegExp(`^${mediaType}\\b`))
    const place = `openapi${pointer}/content/${mediaType.replaceAll('/', '~1')}/schema`
    const validate = ajv.getSchema(place)
    if (validate === undefined) throw new Error(`there is no schema at ${place}`)
    expect([validate(await answer.json()), validate.errors]).toEqual([true, null])
  })

  test('and each body that it takes is one that the document allows', () => {
    for (const { id, body } of operations) {
      if (body === undefined || body === 'file') continue
      const validate = ajv.getSchema(`openapi#/components/schemas/${body}`)
      expect([id, validate?.(succeeding[id]?.body), validate?.errors]).toEqual([id, true, null])
      expect([id, validate?.([])]).toEqual([id, false])
    }
  })
})

describe('the document', () => {
  test('is a valid one of OpenAPI 3.1, as another tool sees it', async () => {
    const linter = new Linter()
    const { valid, errors } = await linter.validate(
      JSON.parse(JSON.stringify(document)) as Record<string, unknown>,
    )
    expect(errors).toBeUndefined()
    expect([valid, linter.version]).toEqual([true, '3.1'])
    const broken = await new Linter().validate({ ...document, openapi: '3.1.0', info: {} })
    expect(broken.valid).toBe(false)
  })

  test('has every route of the sandbox and no other, with its permission', () => {
    const line = (method: string, path: string, { permission, signed, open }: Guard) =>
      `${method} ${path} ${permission} ${signed === true ? 'signed' : 'key'} ${open === true ? 'open' : ''}`
    expect(
      operations.map((operation) => line(operation.method, operation.path, operation)).toSorted(),
    ).toEqual(
      routes.map((route) => line(route.method, route.path.replace(/:(\w+)/g, '{$1}'), route)).toSorted(),
    )
  })

  test('names every operation once, declares what its paths hold, and uses all that it defines', () => {
    const ids = operations.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const operation of Object.values(methods)) {
        const declared = ((operation['parameters'] ?? []) as { in?: string; name?: string }[])
          .filter((parameter) => parameter.in === 'path')
          .map(({ name }) => `{${name}}`)
        expect([path, declared]).toEqual([path, path.match(/\{\w+\}/g) ?? []])
      }
    }
    const references = new Set(JSON.stringify(document).match(/(?<="\$ref":")[^"]+/g))
    for (const reference of references) lookUp(reference)
    for (const kind of ['schemas', 'responses', 'parameters', 'headers']) {
      for (const name of Object.keys(document.components[kind] as object))
        expect(references).toContain(`#/components/${kind}/${name}`)
    }
  })

  test('is served by the sandbox, with its own address', async () => {
    await using running = await serveSandbox()
    const response = await fetch(`${running.url}/openapi.json`)
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await response.json()).toEqual(openApiDocument(running.baseUrl))
    expect(running.sandbox.stats().requests).toBe(0)
  })
})
