/** A fenced block of code. */
export interface Fence {
  /** Line of its first line of code, counted from 1. */
  readonly line: number
  /** `ts`, `sh`, … */
  readonly language: string
  /** What follows the language: `no-run`. */
  readonly flags: readonly string[]
  readonly code: string
}

const opening = /^( *)(`{3,}|~{3,}) *(\S*)(.*)$/

/**
 * The fenced blocks of a Markdown text.
 *
 * @param firstLine - number of the text's first line in its file.
 */
export function fences(text: string, firstLine = 1): Fence[] {
  const found: Fence[] = []
  const lines = text.split(/\r?\n/)
  for (let index = 0; index < lines.length; index++) {
    const match = opening.exec(lines[index] ?? '')
    if (match === null) continue
    const [, indent = '', marks = '', language = '', flags = ''] = match
    const start = index + 1
    do index++
    while (index < lines.length && !closes(lines[index] ?? '', marks))
    const code = lines.slice(start, index).map((line) => withoutIndent(line, indent.length))
    found.push({
      line: firstLine + start,
      language: language.toLowerCase(),
      flags: flags.split(' ').filter((flag) => flag.length > 0),
      code: code.join('\n'),
    })
  }
  return found
}

function closes(line: string, marks: string): boolean {
  const text = line.trim()
  return text.startsWith(marks) && text.replaceAll(marks.charAt(0), '') === ''
}

function withoutIndent(line: string, width: number): string {
  return line.slice(0, width).trim() === '' ? line.slice(width) : line
}
