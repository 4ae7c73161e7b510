import { describe, expect, test } from 'vitest'
import { RecordHeaders } from './record-headers.ts'

const record = { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'], 'x-none': undefined }
const headers = new RecordHeaders(record)
const real = new Headers([
  ['content-type', 'text/plain'],
  ['set-cookie', 'a=1'],
  ['set-cookie', 'b=2'],
])

describe('headers that stay as they came', () => {
  test('are read by any spelling of their name', () => {
    expect(headers.get('Content-Type')).toBe('text/plain')
    expect(headers.has('CONTENT-TYPE')).toBe(true)
    expect(headers.get('set-cookie')).toBe('a=1, b=2')
    expect(headers.get('x-other')).toBeNull()
    expect(headers.has('x-other')).toBe(false)
  })

  test('do not show what every object inherits', () => {
    expect(headers.get('constructor')).toBeNull()
    expect(headers.has('toString')).toBe(false)
  })

  test('list the same as Headers do', () => {
    expect([...headers]).toEqual([...real])
    expect([...headers.entries()]).toEqual([...real.entries()])
    expect([...headers.keys()]).toEqual([...real.keys()])
    expect([...headers.values()]).toEqual([...real.values()])
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    const seen: string[] = []
    headers.forEach((value, key) => {
      seen.push(`${key}: ${value}`)
    })
    expect(seen).toEqual(['content-type: text/plain', 'set-cookie: a=1', 'set-cookie: b=2'])
  })
})
