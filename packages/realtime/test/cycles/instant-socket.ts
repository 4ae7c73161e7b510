import type { OpenSocket } from '../../src/index.ts'

const hello = JSON.stringify({
  type: 'hello',
  payload: { session: 's', heartbeat_ms: 30_000, resume_window_ms: 60_000, max_payload: 1_048_576 },
})

/** A socket to a server that lets everybody in at once, and answers nothing but the subscription to a room. */
export const instantSocket: OpenSocket = (_request, handlers) => {
  let isOpen = true
  const end = (code: number): void => {
    if (!isOpen) return
    isOpen = false
    handlers.ended({ code, reason: '' })
  }
  queueMicrotask(() => {
    handlers.opened('veza.v2')
    handlers.text(hello)
  })
  return {
    bufferedBytes: 0,
    send(text, left) {
      left?.()
      if (!text.includes('"subscribe"')) return
      const answer = { room_id: 1, epoch: 'e', head: 0, replayed: 0, last_message_id: 0 }
      queueMicrotask(() => handlers.text(JSON.stringify({ type: 'subscribed', payload: answer })))
    },
    close: (code) => queueMicrotask(() => end(code)),
    terminate: () => end(1006),
    ping: () => {},
  }
}
