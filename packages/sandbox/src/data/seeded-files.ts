import { memoryContent } from '../content/memory-content-store.ts'
import type { Store } from './store.ts'

const welcome = 'Welcome to the Veza sandbox. Upload a file, and it will be listed beside this one.\n'

/** SHA-256 cannot be computed without waiting, and a sandbox is made at once. */
const checksums = {
  welcome: 'ed84fce67e2353cdb0b83cb2a831b317bd9cf99e15eb7ca32b7f76dff5853100',
  jingle: '4a489044ed1da2378793d00df5628028b478ca8436658b0129cecc32cc64d859',
}

/** Two files to begin with: a text, and half a second of sound. */
export function seedFiles(store: Store, createdAt: string): void {
  add('welcome.txt', 'text/plain; charset=utf-8', new TextEncoder().encode(welcome), checksums.welcome)
  add('jingle.wav', 'audio/wav', squareWave(), checksums.jingle)

  function add(name: string, contentType: string, bytes: Uint8Array<ArrayBuffer>, checksum: string) {
    const { id } = store.files.insert({
      name,
      content_type: contentType,
      size: bytes.byteLength,
      checksum,
      user_id: 1,
      created_at: createdAt,
    })
    store.contents.set(id, memoryContent(bytes, checksum))
  }
}

/** Half a second of 500 Hz, 8,000 samples a second of 8 bits, as a WAV file. */
function squareWave(): Uint8Array<ArrayBuffer> {
  const samples = Uint8Array.from({ length: 4000 }, (_, index) => (index % 16 < 8 ? 160 : 96))
  const file = new Uint8Array(44 + samples.length)
  const view = new DataView(file.buffer)
  const text = (at: number, letters: string) => file.set(new TextEncoder().encode(letters), at)
  text(0, 'RIFF')
  view.setUint32(4, 36 + samples.length, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  // PCM, one channel, sample rate, bytes a second, bytes and bits a sample.
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, 8000, true)
  view.setUint32(28, 8000, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  text(36, 'data')
  view.setUint32(40, samples.length, true)
  file.set(samples, 44)
  return file
}
