import type { Json } from "@/lib/core/json";
import type { Change, Row } from "./journal";

/** A row's value as it is looked up: folded, rounded, as the system compares it. */
export type RowReading = (row: Row) => string | null;

/** Rows by id, in insertion order, with look-up indexes made when first asked for. Rows are replaced, never mutated. */
export class Table {
  private readonly rows = new Map<number, Row>();
  private readonly indexes = new Map<string, Map<string, Set<number>>>();
  private readonly readings = new Map<string, Reading>();
  private lastId = 0;

  constructor(
    readonly name: string,
    private readonly record: (change: Change) => void,
  ) {}

  get size(): number {
    return this.rows.size;
  }

  /** Highest id ever given out, as an auto-increment column keeps it after a delete. */
  get sequence(): number {
    return this.lastId;
  }

  nextId(): number {
    return this.lastId + 1;
  }

  /** Uses up ids without rows, as refused inserts do in a database; without a number, the next one. */
  skipId(upTo = this.lastId + 1): void {
    if (upTo <= this.lastId) return;
    this.lastId = upTo;
    this.record(["s", this.name, this.lastId]);
  }

  get(id: number): Row | undefined {
    return this.rows.get(id);
  }

  all(): IterableIterator<Row> {
    return this.rows.values();
  }

  /** Rows whose `field` equals `value` as text, in id order of insertion. */
  by(field: string, value: string | number): Row[] {
    const ids = this.index(field).get(String(value));
    if (!ids) return [];
    const found: Row[] = [];
    for (const id of ids) {
      const row = this.rows.get(id);
      if (row) found.push(row);
    }
    return found;
  }

  count(field: string, value: string | number): number {
    return this.index(field).get(String(value))?.size ?? 0;
  }

  /**
   * Rows whose reading is one of the values, in no order: an index as a database has one. `name` says which reading it is;
   * null is in no index.
   */
  withReading(name: string, read: RowReading, values: Iterable<string>): Row[] {
    const { ids } = this.reading(name, read);
    const found = [...values].flatMap((value) => [...(ids.get(value) ?? [])]);
    return found.flatMap((id) => this.rows.get(id) ?? []);
  }

  /** The highest of a reading that is a number in digits; 0 where no row has one. Looked through only when it went away. */
  highest(name: string, read: RowReading): number {
    const known = this.reading(name, read);
    if (known.top === undefined || !known.ids.get(String(known.top))?.size) {
      known.top = 0;
      for (const [value, ids] of known.ids) if (ids.size > 0) known.top = Math.max(known.top, Number(value));
    }
    return known.top;
  }

  private reading(name: string, read: RowReading): Reading {
    const known = this.readings.get(name);
    if (known) return known;
    const made: Reading = { read, ids: new Map(), top: undefined };
    this.readings.set(name, made);
    for (const row of this.rows.values()) addReading(made, read(row), row.id);
    return made;
  }

  /** Adds a row under the next id. */
  insert(fields: Omit<Row, "id"> | Row): Row {
    const row: Row = { ...fields, id: this.nextId() };
    this.put(row);
    return row;
  }

  put(row: Row): void {
    this.apply(row);
    this.record(["p", this.name, row]);
  }

  /** Replaces some fields of an existing row; returns the new row, or undefined when there is none. */
  update(id: number, fields: { [field: string]: Json }): Row | undefined {
    const row = this.rows.get(id);
    if (!row) return undefined;
    const changed: Row = { ...row, ...fields, id };
    this.put(changed);
    return changed;
  }

  delete(id: number): boolean {
    if (!this.remove(id)) return false;
    this.record(["d", this.name, id]);
    return true;
  }

  /** Applies a change read from the journal, without recording it again. */
  replay(change: Change): void {
    if (change[0] === "p") this.apply(change[2]);
    else if (change[0] === "d") this.remove(change[2]);
    else this.lastId = Math.max(this.lastId, change[2]);
  }

  /** The changes that rebuild this table from nothing. */
  snapshot(): Change[] {
    const changes: Change[] = [["s", this.name, this.lastId]];
    for (const row of this.rows.values()) changes.push(["p", this.name, row]);
    return changes;
  }

  /** Forgets every row and the sequence; the caller compacts the journal. */
  clear(): void {
    this.rows.clear();
    this.indexes.clear();
    this.readings.clear();
    this.lastId = 0;
  }

  private apply(row: Row): void {
    const before = this.rows.get(row.id);
    for (const [field, index] of this.indexes) {
      if (before && before[field] === row[field]) continue;
      if (before) index.get(String(before[field]))?.delete(row.id);
      add(index, String(row[field]), row.id);
    }
    for (const reading of this.readings.values()) {
      const [then, now] = [before && reading.read(before), reading.read(row)];
      if (before && then === now) continue;
      if (typeof then === "string") reading.ids.get(then)?.delete(row.id);
      addReading(reading, now, row.id);
    }
    this.rows.set(row.id, row);
    if (row.id > this.lastId) this.lastId = row.id;
  }

  private remove(id: number): boolean {
    const row = this.rows.get(id);
    if (!row) return false;
    for (const [field, index] of this.indexes) index.get(String(row[field]))?.delete(id);
    for (const { read, ids } of this.readings.values()) ids.get(read(row) ?? "")?.delete(id);
    return this.rows.delete(id);
  }

  private index(field: string): Map<string, Set<number>> {
    const known = this.indexes.get(field);
    if (known) return known;
    const index = new Map<string, Set<number>>();
    for (const row of this.rows.values()) add(index, String(row[field]), row.id);
    this.indexes.set(field, index);
    return index;
  }
}

interface Reading {
  readonly read: RowReading;
  readonly ids: Map<string, Set<number>>;
  /** The highest value there was, once somebody asked for it. */
  top: number | undefined;
}

function addReading(reading: Reading, value: string | null, id: number): void {
  if (value === null) return;
  add(reading.ids, value, id);
  if (reading.top !== undefined && Number(value) > reading.top) reading.top = Number(value);
}

function add(index: Map<string, Set<number>>, value: string, id: number): void {
  const ids = index.get(value);
  if (ids) ids.add(id);
  else index.set(value, new Set([id]));
}
