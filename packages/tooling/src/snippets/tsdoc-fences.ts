import { parseSync } from 'oxc-parser'
import { type Fence, fences } from './fences.ts'

/** The fenced blocks in the TSDoc comments of a TypeScript text. */
export function tsdocFences(text: string): Fence[] {
  return parseSync('module.ts', text)
    .comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
    .flatMap(({ value, start }) => {
      const markdown = value.slice(1).replaceAll(/^[ \t]*\* ?/gm, '')
      return fences(markdown, text.slice(0, start).split('\n').length)
    })
}
