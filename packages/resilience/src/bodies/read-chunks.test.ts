import { getEventListeners } from 'node:events'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { readChunks } from './read-chunks.ts'
import { readText } from './read-text.ts'
import { untilAborted } from './until-aborted.ts'

const tooLarge = (maxBytes: number) => new RangeError(`more than ${maxBytes}`)

function bodyOf(chunks: readonly Uint8Array[], cancel?: () => void): ReadableStream<Uint8Array> {
  const left = [...chunks]
  return new ReadableStream({
    pull: (controller) => {
      const next = left.shift()
      if (next === undefined) controller.close()
      else controller.enqueue(next)
    },
    ...(cancel && { cancel }),
  })
}

describe('a body', () => {
  test('is read as the text that was sent, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(40)), async (text, cuts) => {
        const bytes = new TextEncoder().encode(text)
        const at = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length]
        const chunks = at.slice(1).map((end, index) => bytes.slice(at[index], end))
        const { signal } = new AbortController()
        expect(await readText(bodyOf(chunks), bytes.length, tooLarge, untilAborted(signal))).toBe(text)
        expect(getEventListeners(signal, 'abort')).toHaveLength(0)
      }),
    )
  })

  test('that is not there is empty', async () => {
    const onCancel = vi.fn()
    expect(await readText(null, 1, tooLarge, onCancel)).toBe('')
    expect(onCancel).not.toHaveBeenCalled()
  })

  test('of more bytes than allowed is refused, and read no further', async () => {
    const cancel = vi.fn()
    const chunks = [4, 4, 4, 4].map((length) => new Uint8Array(length))
    const taken: number[] = []
    const { signal } = new AbortController()
    const reading = readChunks(bodyOf(chunks, cancel), 10, tooLarge, untilAborted(signal), (chunk) => {
      taken.push(chunk.length)
    })
    await expect(reading).rejects.toThrow('more than 10')
    expect(taken).toEqual([4, 4])
    expect(cancel).toHaveBeenCalled()
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('that fails leaves no listener', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new TypeError('cut')) })
    const { signal } = new AbortController()
    await expect(readText(body, 10, tooLarge, untilAborted(signal))).rejects.toThrow('cut')
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test.each(['before', 'during'])('ends early when its signal is aborted %s', async (moment) => {
    const giveUp = new AbortController()
    const cancel = vi.fn()
    const body = new ReadableStream(
      {
        pull: () => {
          giveUp.abort()
          return new Promise<void>(() => undefined)
        },
        cancel,
      },
      { highWaterMark: 0 },
    )
    if (moment === 'before') giveUp.abort()
    expect(await readText(body, 10, tooLarge, untilAborted(giveUp.signal))).toBe('')
    expect(cancel).toHaveBeenCalled()
    expect(getEventListeners(giveUp.signal, 'abort')).toHaveLength(0)
  })
})
