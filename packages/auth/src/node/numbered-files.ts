import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { chmod, link, lstat, mkdir, open, readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { storeFailed } from '../stores/store-failed.ts'
import { systemCode, unsafeStore } from './store-error.ts'

/** The calls that change the disk, in a place where tests can stop between them. */
export interface DiskWrites {
  readonly open: typeof open
  readonly link: typeof link
  readonly unlink: typeof unlink
}

/** A file in a series: its number and what is in it. */
export interface NumberedFile {
  readonly number: number
  readonly text: string
}

const largestBytes = 1_048_576
const mostTries = 100
/** No write takes that long. */
const abandonedMs = 60_000

/**
 * Series of files, `<name>.<number>`: the one with the highest number counts. Nothing is ever overwritten. The next
 * number is taken by a hard link to a file that is complete and on the disk, which the system grants to one process only
 * and shows to all others whole or not at all: neither a race, nor a crash at any point, can damage what is there.
 *
 * The highest number of a series is never deleted, so that a number once given is never given again. Whoever comes late
 * with a number that others have long passed sees a higher one, and has lost.
 */
export class NumberedFiles {
  readonly #directory: string
  readonly #disk: DiskWrites
  #checked: Promise<void> | undefined

  constructor(directory: string, disk: DiskWrites = { open, link, unlink }) {
    this.#directory = directory
    this.#disk = disk
  }

  /** The present file of a series. */
  async latest(name: string): Promise<NumberedFile | undefined> {
    await this.#check()
    for (let tries = 0; tries < mostTries; tries++) {
      const number = (await this.#numbers(name)).at(-1)
      if (number === undefined) return undefined
      const text = await this.#read(this.#path(name, number))
      // It was replaced between the look and the reading.
      if (text !== undefined) return { number, text }
    }
    throw storeFailed(new Error('The directory changes under every reading'))
  }

  /**
   * Writes the next file of a series.
   *
   * @returns whether it is the present one now; `false` where somebody else was first.
   */
  async publish(name: string, number: number, text: string): Promise<boolean> {
    await this.#check()
    const temporary = join(this.#directory, `${name}.tmp-${process.pid}-${crypto.randomUUID()}`)
    try {
      await this.#write(temporary, text)
      if (!(await this.#take(temporary, this.#path(name, number)))) return false
    } catch (error) {
      throw storeFailed(error)
    } finally {
      await this.#disk.unlink(temporary).catch(() => undefined)
    }
    return this.#settle(name, number)
  }

  async #settle(name: string, number: number): Promise<boolean> {
    const numbers = await this.#numbers(name)
    const latest = numbers.at(-1) ?? number
    const older = numbers.filter((one) => one < latest)
    // Ours too, where it came too late.
    await Promise.all(older.map((one) => this.#disk.unlink(this.#path(name, one)).catch(() => undefined)))
    if (latest === number) await this.#flushDirectory()
    return latest === number
  }

  async #write(path: string, text: string): Promise<void> {
    const file = await this.#disk.open(path, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
  }

  async #take(temporary: string, path: string): Promise<boolean> {
    try {
      await this.#disk.link(temporary, path)
      return true
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false
      throw error
    }
  }

  /** After a crash of the machine, not of the process, the link itself must be there as well. */
  async #flushDirectory(): Promise<void> {
    if (process.platform === 'win32') return
    const directory = await open(this.#directory, constants.O_RDONLY)
    try {
      await directory.sync()
    } catch {
      // Some file systems cannot; they do without.
    } finally {
      await directory.close()
    }
  }

  /** The numbers of a series, ascending. */
  async #numbers(name: string): Promise<number[]> {
    const prefix = `${name}.`
    const files = await readdir(this.#directory).catch((error: unknown) => {
      throw storeFailed(error)
    })
    return files
      .filter((file) => file.startsWith(prefix) && /^\d{1,15}$/.test(file.slice(prefix.length)))
      .map((file) => Number(file.slice(prefix.length)))
      .sort((a, b) => a - b)
  }

  async #read(path: string): Promise<string | undefined> {
    let file: FileHandle
    try {
      file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined
      if (systemCode(error) === 'ELOOP') throw unsafeStore('a file in it is a symbolic link')
      throw storeFailed(error)
    }
    try {
      const status = await file.stat()
      if (!status.isFile()) throw unsafeStore('a file in it is no regular file')
      refuseOthers(status, 'a file in it')
      if (status.size > largestBytes) throw unsafeStore('a file in it is far too large')
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  }

  #path(name: string, number: number): string {
    return join(this.#directory, `${name}.${number}`)
  }

  /** Makes the directory, or looks whether it is fit; once. */
  #check(): Promise<void> {
    this.#checked ??= this.#prepare().catch((error: unknown) => {
      this.#checked = undefined
      throw storeFailed(error)
    })
    return this.#checked
  }

  async #prepare(): Promise<void> {
    const made = await mkdir(this.#directory, { recursive: true, mode: 0o700 })
    // A process's mask may have taken bits away, never added any; yet the parents it made must not be ours to judge.
    if (made !== undefined && process.platform !== 'win32') await chmod(this.#directory, 0o700)
    const status = await lstat(this.#directory)
    if (status.isSymbolicLink()) throw unsafeStore('its directory is a symbolic link')
    if (!status.isDirectory()) throw unsafeStore('it is no directory')
    refuseOthers(status, 'its directory')
    await this.#sweep()
  }

  /** Removes what processes that were killed in the middle of a write have left. */
  async #sweep(): Promise<void> {
    const files = (await readdir(this.#directory)).filter((file) => file.includes('.tmp-'))
    const left = files.map(async (file) => {
      const path = join(this.#directory, file)
      const { mtimeMs } = await stat(path)
      if (Date.now() - mtimeMs > abandonedMs) await unlink(path)
    })
    await Promise.allSettled(left)
  }
}

/** Windows has neither owners nor modes that Node.js could read; there the profile's own rights must do. */
function refuseOthers({ uid, mode }: { readonly uid: number; readonly mode: number }, what: string): void {
  const me = process.getuid?.()
  if (me === undefined) return
  if (uid !== me) throw unsafeStore(`${what} belongs to another user`)
  if ((mode & 0o077) !== 0)
    throw unsafeStore(`${what} can be read or changed by others (mode ${(mode & 0o777).toString(8)})`)
}
