import { connect as open } from '@veza/realtime'

/** The whole path with its defaults: validation, order, de-duplication, typed event. */
export async function connect(url, got) {
  const protocol = new URL(url).pathname.split('/')[1]
  const live = await open({ url, protocol })
  live.on('message', ({ message }) => got(message.id))
  await live.room(123).subscribe()
  return live
}
