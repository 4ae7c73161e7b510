import type { EnglishRow } from './english.ts'

/** What goes wrong in a realtime conversation. */
export const realtimeRows: readonly EnglishRow[] = [
  ['REALTIME_CLOSED', 0, 'Call connect() again: this conversation is over.'],
  ['REALTIME_GAVE_UP', 0, 'Check the network and realtimeUrl, or raise the limits of reconnect.'],
  ['REALTIME_HANDSHAKE_REFUSED', 0, 'Check that realtimeUrl points at the WebSocket of the platform.'],
  ['REALTIME_PEER_SILENT', 0, 'Nothing to do: another connection is opened; if it goes on, check proxies.'],
  [
    'REALTIME_QUEUE_FULL',
    0,
    "Wait for earlier messages, use whenFull: 'wait', or raise the limits of queue.",
  ],
  ['REALTIME_MESSAGE_DROPPED', 0, 'Send more slowly, or choose another whenFull than drop-oldest.'],
  ['REALTIME_MESSAGE_TOO_LARGE', 0, 'Shorten the message, or send it in several parts.'],
  ['REALTIME_FRAME_INVALID', 0, 'Report it with the name of the frame: the server broke the protocol.'],
  ['REALTIME_FRAME_TOO_LARGE', 0, 'Raise maxFrameBytes, if the server is known to send that much.'],
  ['REALTIME_BUFFER_OVERFLOW', 0, 'Read faster, raise bufferSize, or choose another onOverflow.'],
  ['REALTIME_LISTENER_FAILED', 0, 'Mend the listener: the cause says what it threw.'],
]
