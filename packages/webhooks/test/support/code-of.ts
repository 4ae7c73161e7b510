/** The code of the error with which something ends; `accepted` when it ends well. */
export async function codeOf(pending: Promise<unknown>): Promise<string> {
  return pending.then(
    () => 'accepted',
    ({ code }: { readonly code: string }) => code,
  )
}
