/** Who is in which room: with how many connections. */
export class Attendance {
  readonly #rooms = new Map<number, Map<number, number>>()

  /** @returns whether it is the user's first connection to the room. */
  join(roomId: number, userId: number): boolean {
    let users = this.#rooms.get(roomId)
    if (users === undefined) {
      users = new Map()
      this.#rooms.set(roomId, users)
    }
    const before = users.get(userId) ?? 0
    users.set(userId, before + 1)
    return before === 0
  }

  /** @returns whether it was the user's last connection to the room. */
  leave(roomId: number, userId: number): boolean {
    const users = this.#rooms.get(roomId)
    const left = (users?.get(userId) ?? 0) - 1
    if (left > 0) users?.set(userId, left)
    else users?.delete(userId)
    return left === 0
  }

  clear(): void {
    this.#rooms.clear()
  }
}
