/** How far an upload or a download has got. */
export interface Progress {
  /** Bytes of the content so far; an upload that is repeated counts from 0 again. */
  readonly bytes: number
  /** Bytes of the content in all; `undefined` where nobody knows. */
  readonly total: number | undefined
}
