/**
 * A web stream of what comes one after the other, no faster than it is read. (`ReadableStream.from` is not everywhere,
 * and Node's `Readable.toWeb` throws where nobody can catch it when the reader gives up.)
 *
 * @param onCancel - ends the source when the reader gives up. @defaultValue the source's own `return()`
 */
export function streamOf(
  content: AsyncIterable<Uint8Array>,
  onCancel?: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = content[Symbol.asyncIterator]()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value as Uint8Array<ArrayBuffer>)
      },
      async cancel() {
        if (onCancel === undefined) await chunks.return?.()
        else onCancel()
      },
    },
    { highWaterMark: 0 },
  )
}
