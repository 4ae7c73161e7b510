/** An error and what is under it. Looks at shapes: an error of another realm is no instance of this one's `Error`. */
export function causesOf(thrown: unknown): object[] {
  const chain: object[] = []
  for (let error = thrown; typeof error === 'object' && error !== null && chain.length < 8; ) {
    chain.push(error)
    if ('errors' in error && Array.isArray(error.errors)) chain.push(...error.errors.slice(0, 4))
    error = 'cause' in error ? error.cause : undefined
  }
  return chain.filter((cause) => typeof cause === 'object' && cause !== null)
}
