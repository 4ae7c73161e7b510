/** The same items in an order of chance (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: () => number = Math.random): T[] {
  const mixed = [...items]
  for (let left = mixed.length; left > 1; left--) {
    const [drawn] = mixed.splice(Math.floor(random() * left), 1) as [T]
    mixed.push(drawn)
  }
  return mixed
}
