const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** So many letters and digits, from a generator of numbers from 0 up to 1. */
export function randomLetters(random: () => number, count: number): string {
  return Array.from({ length: count }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
}
