const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** An id that nobody has had: `msg_` and 24 letters (143 bits). */
export function randomId(random: () => number): string {
  const letter = () => letters[Math.floor(random() * letters.length)] ?? 'A'
  return `msg_${Array.from({ length: 24 }, letter).join('')}`
}
