/**
 * Lets the code go on that can: everything that waits for no timer and no network. A message, since test runners put
 * timers of their own in the place of `setTimeout` and `setImmediate`.
 */
export function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      // An open port would keep the process alive.
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
