import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { JsonObject } from "@/lib/core/json";

/** A stored row: its id is its identity inside its table. */
export type Row = JsonObject & { id: number };

/** One change: `p` put, `d` delete, `s` the highest id a table ever gave out. */
export type Change = ["p", string, Row] | ["d", string, number] | ["s", string, number];

/**
 * An append-only file with one JSON array of changes per line; a line is one transaction. A write is in the page cache
 * before `append` returns, so it outlives a killed process (not a power cut). A torn last line is a transaction whose
 * reply was never sent: it is dropped.
 */
export class Journal {
  private descriptor: number;

  private constructor(
    private readonly file: string,
    private lines: number,
  ) {
    this.descriptor = openSync(file, "a");
  }

  /** Opens the file, handing every complete transaction found in it to `replay`. */
  static open(file: string, replay: (changes: Change[]) => void): Journal {
    mkdirSync(dirname(file), { recursive: true });
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    const end = text.lastIndexOf("\n") + 1;
    let lines = 0;
    for (const line of text.slice(0, end).split("\n")) {
      if (line === "") continue;
      replay(JSON.parse(line) as Change[]);
      lines += 1;
    }
    const journal = new Journal(file, lines);
    if (end < text.length) journal.rewrite(text.slice(0, end));
    return journal;
  }

  get length(): number {
    return this.lines;
  }

  append(changes: readonly Change[]): void {
    writeAll(this.descriptor, `${JSON.stringify(changes)}\n`);
    this.lines += 1;
  }

  /** Replaces the history by one transaction that gives the same state. */
  compact(changes: readonly Change[]): void {
    this.rewrite(`${JSON.stringify(changes)}\n`);
    this.lines = 1;
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private rewrite(text: string): void {
    const copy = `${this.file}.new`;
    const descriptor = openSync(copy, "w");
    writeAll(descriptor, text);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(copy, this.file);
    closeSync(this.descriptor);
    this.descriptor = openSync(this.file, "a");
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written);
}
