import { describe, expect, test } from 'vitest'
import { partHeaders } from './part-headers.ts'

describe("a part's file name", () => {
  test.each<[string, string | undefined]>([
    ['form-data; name="file"', undefined],
    ['form-data; name="file"; filename="a.txt"', 'a.txt'],
    ['form-data; filename="a;b=c.txt"; name=file', 'a;b=c.txt'],
    ['form-data;name=file;filename=a.txt', 'a.txt'],
    ['Form-Data ; NAME="file" ; FileName = "日本 🎵.mp3"', '日本 🎵.mp3'],
    ['form-data; name="file"; filename="say \\"hi\\".txt"', 'say "hi".txt'],
    ['form-data; name="file"; filename="say %22hi%22%0D%0A.txt"', 'say "hi"\r\n.txt'],
    ['form-data; name="file"; filename="C:\\Music\\a.txt"', 'C:\\Music\\a.txt'],
    [`form-data; name="file"; filename="x"; filename*=UTF-8''na%C3%AFve.txt`, 'naïve.txt'],
    [`form-data; name="file"; filename="x"; filename*=UTF-8''%E0%A4%A`, 'x'],
    [`form-data; name="file"; filename="x"; filename*=latin1''%E9`, 'x'],
    ['form-data; name="file"; filename=""', ''],
  ])('of %s is %j', (disposition, fileName) => {
    expect(partHeaders(disposition, 'text/plain')).toEqual({
      name: 'file',
      fileName,
      contentType: 'text/plain',
    })
  })
})

test.each(['', 'attachment; name="file"', 'form-data; filename="file"', 'form-data'])(
  '%j is no field of a form',
  (disposition) => {
    expect(partHeaders(disposition, undefined)).toBeUndefined()
  },
)
