import type { RealtimeClient, RealtimeEventOf, RealtimeEventType } from '../../src/index.ts'

/** The next event of a type that a test likes. */
export function next<T extends RealtimeEventType>(
  live: RealtimeClient,
  type: T,
  likes: (event: RealtimeEventOf<T>) => boolean = () => true,
): Promise<RealtimeEventOf<T>> {
  return new Promise((resolve) => {
    live.on(type, function listen(event) {
      if (!likes(event)) return
      live.off(type, listen)
      resolve(event)
    })
  })
}
