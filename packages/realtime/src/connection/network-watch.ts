/** Where a runtime tells whether there is a network: the global object of a page or a worker. */
type NetworkTarget = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>

/**
 * Listens to whether the machine is online.
 *
 * @returns what ends the listening.
 */
export function watchNetwork(online: () => void, offline: () => void): () => void {
  const target = globalThis as Partial<NetworkTarget>
  if (typeof target.addEventListener !== 'function') return () => {}
  target.addEventListener('online', online)
  target.addEventListener('offline', offline)
  return () => {
    target.removeEventListener?.('online', online)
    target.removeEventListener?.('offline', offline)
  }
}
