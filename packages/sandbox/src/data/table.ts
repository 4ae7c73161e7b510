import type { WireObject } from '@veza/protocol'

/** A row as it stands on the wire. */
export type Row = WireObject & { readonly id: number }

/** Rows by id, oldest first. Ids grow and are never used again. */
export class Table {
  readonly #rows = new Map<number, Row>()
  #nextId: number

  constructor(firstId = 1) {
    this.#nextId = firstId
  }

  get size(): number {
    return this.#rows.size
  }

  all(): Row[] {
    return [...this.#rows.values()]
  }

  get(id: number): Row | undefined {
    return this.#rows.get(id)
  }

  insert(fields: WireObject): Row {
    const row = { id: this.#nextId++, ...fields }
    this.#rows.set(row.id, row)
    return row
  }

  update(id: number, fields: WireObject): Row | undefined {
    const row = this.#rows.get(id)
    if (row === undefined) return undefined
    const changed = { ...row, ...fields, id }
    this.#rows.set(id, changed)
    return changed
  }

  delete(id: number): boolean {
    return this.#rows.delete(id)
  }
}
