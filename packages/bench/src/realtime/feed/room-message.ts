/** The message that every contender gets, as JSON of 200 bytes; only its id and its time differ. */
export function roomMessage(id: number): object {
  return {
    id: firstId + id,
    room_id: 123,
    user_id: 456,
    username: 'ada.lovelace',
    content: 'Hello from the benchmark: messages of this size are usual.',
    message_type: 'text',
    timestamp: new Date(firstTime + 137 * id).toISOString(),
  }
}

/** All ids have as many digits. */
const firstId = 1_000_000
const firstTime = Date.UTC(2026, 10, 25)
