import { closeCodes } from '@veza/protocol/realtime'
import { WebSocket } from 'ws'

/** A WebSocket that says why it closes where `ws` itself closes it, for a frame that is too large. */
export class FrankSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code, reason ?? (code === closeCodes.messageTooBig ? 'Frame too large' : undefined))
  }
}
