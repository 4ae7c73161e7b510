/**
 * Connects and subscribes to the room 123.
 *
 * @param got - told the id of each message.
 * @returns once it is subscribed.
 */
export type ConnectAdapter = (url: string, got: (id: number) => void) => Promise<unknown>

/** Loads a contender's adapter. */
export async function loadAdapter(name: string): Promise<ConnectAdapter> {
  const url = new URL(`../../../peers/realtime/${name}.mjs`, import.meta.url)
  const { connect } = (await import(url.href)) as { readonly connect: ConnectAdapter }
  return connect
}
