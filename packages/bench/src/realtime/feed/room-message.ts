/** The message that every contender gets, as JSON of 200 bytes; only its id differs. */
export function roomMessage(id: number): object {
  return {
    id: firstId + id,
    room_id: 123,
    user_id: 456,
    username: 'ada.lovelace',
    content: 'Hello from the benchmark, a message of common length, twice.',
    message_type: 'text',
    timestamp: '2026-11-25T17:00:00.000Z',
  }
}

/** All ids have as many digits. */
const firstId = 1_000_000
