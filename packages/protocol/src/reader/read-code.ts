import type { FieldKind } from '../fields/field.ts'
import type { Column } from '../model/model.ts'
import { isTime } from './quick-reader.ts'

/** The names that {@link readCode} expects to find, in this order. */
export const readCodeNeeds = ['steps', 'broken', 'utcDate', 'keepUnknown', 'known'] as const

/**
 * The body of a function that returns a `Read`: what `interpretedRead` does, written out for these columns. Of a column
 * it holds nothing but names and words, as JSON.
 */
export function readCode(columns: readonly Column[]): string {
  const each = (text: (column: Column, index: number) => string, separator = ', ') =>
    columns.map(text).join(separator)
  const value = (_: Column, index: number) => `v${index}`
  const required = columns.filter(({ kind }) => kind.type !== 'optional')
  return `'use strict'
const [${each((_, index) => `s${index}`)}] = steps
function Model(${each(value)}) {
${each(assignment, '\n')}
}
// Its objects are plain ones, and yet have room for all their properties.
Model.prototype = Object.prototype
return (wire, onUnknown) => {
let found = ${required.length}
${each(load, '\n')}
${each(check, '\n')}
const model = found === ${columns.length} ? { ${each(property)} } : new Model(${each(value)})
let names = 0
for (const _ in wire) names++
if (names !== found) keepUnknown(model, wire, known, onUnknown)
return model
}`
}

function load({ wire }: Column, index: number): string {
  return `let v${index} = wire[${JSON.stringify(wire)}]`
}

function property({ name }: Column, index: number): string {
  return `${JSON.stringify(name)}: v${index}`
}

function assignment({ name }: Column, index: number): string {
  return `if (v${index} !== undefined) this[${JSON.stringify(name)}] = v${index}`
}

function check({ kind }: Column, index: number): string {
  if (kind.type !== 'optional') return present(kind, index)
  return `if (v${index} !== undefined) { found++; ${present(kind.of, index)} }`
}

function present(kind: FieldKind, index: number): string {
  const value = `v${index}`
  const step = `s${index}(${value})`
  const read = isTime(kind) ? `typeof ${value} === 'string' ? utcDate(${value}) ?? ${step} : ${step}` : step
  return `if (!(${isAsItShouldBe(kind, value)}) && (${value} = ${read}) === broken) return undefined`
}

/** An expression that is true only for values which `checkedReader` gives back as they are. */
function isAsItShouldBe(kind: FieldKind, value: string): string {
  switch (kind.type) {
    case 'text':
      return `typeof ${value} === 'string'${kind.minLength === undefined ? '' : ` && ${value} !== ''`}`
    case 'number':
      return `Number.isFinite(${value})`
    case 'int64':
      return `Number.isSafeInteger(${value})`
    case 'enum':
      return kind.known.map((word) => `${value} === ${JSON.stringify(word)}`).join(' || ') || 'false'
    case 'list':
      return `Array.isArray(${value}) && ${value}.every((item) => ${isAsItShouldBe(kind.of, 'item')})`
    case 'nullable':
      return `${value} === null || (${isAsItShouldBe(kind.of, value)})`
    default:
      return 'false'
  }
}
