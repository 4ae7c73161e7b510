import { formPairs } from './form-pairs.ts'

/** A form as one text for each name, or a list of texts where a name is repeated. */
export function parseForm(text: string): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = {}
  for (const [name, value] of formPairs(text)) {
    // Assigning to `__proto__` would change the object's prototype.
    if (name === '__proto__') continue
    const before = Object.hasOwn(form, name) ? form[name] : undefined
    form[name] = before === undefined ? value : [before, value].flat()
  }
  return form
}
