/** What every contender posts, under the names of the wire. */
export const message = {
  room_id: 123,
  content: 'Hello from the benchmark, a message of common length.',
  message_type: 'text',
  metadata: {},
  reply_to_id: null,
}
