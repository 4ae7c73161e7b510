import { formPairs } from '../message/form-pairs.ts'

/** An address with the SHA-256 of a body that is no form. */
export function withHash(url: string, hash: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${hash}`
}

/** Names and values, one after the other, by name; a value that is repeated counts once. */
export function sortedForm(form: string): string {
  const pairs = new Set(formPairs(form).map((pair) => JSON.stringify(pair)))
  const texts = [...pairs].map((pair) => JSON.parse(pair) as [string, string])
  return texts
    .sort(([name, value], [otherName, otherValue]) =>
      name === otherName ? order(value, otherValue) : order(name, otherName),
    )
    .flat()
    .join('')
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
