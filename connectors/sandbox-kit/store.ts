import { type Change, Journal } from "./journal";
import { Table } from "./table";

export type { Row } from "./journal";
export { Table } from "./table";

/** Compacting is worth its cost when the history is this many transactions long. */
const COMPACT_AFTER = 1000;

export interface Store {
  /** The table of that name, created empty when first named. */
  table(name: string): Table;
  /** Makes everything changed since the last commit durable, as one transaction. Call before the reply is sent. */
  commit(): void;
  /** Empties every table and the journal. */
  reset(): void;
  /** True when nothing was ever stored: the time to seed. */
  isEmpty(): boolean;
  close(): void;
}

/** Tables in memory, journaled to `dataFile` when it is given. */
export function openStore(dataFile?: string): Store {
  const tables = new Map<string, Table>();
  let pending: Change[] = [];

  function table(name: string): Table {
    const known = tables.get(name);
    if (known) return known;
    const created = new Table(name, (change) => {
      if (dataFile) pending.push(change);
    });
    tables.set(name, created);
    return created;
  }

  function snapshot(): Change[] {
    return [...tables.values()].flatMap((each) => each.snapshot());
  }

  const journal = dataFile
    ? Journal.open(dataFile, (changes) => {
        for (const change of changes) table(change[1]).replay(change);
      })
    : undefined;
  if (journal && journal.length > COMPACT_AFTER) journal.compact(snapshot());

  return {
    table,
    commit() {
      if (!journal || pending.length === 0) return;
      journal.append(pending);
      pending = [];
    },
    reset() {
      for (const each of tables.values()) each.clear();
      pending = [];
      journal?.compact([]);
    },
    isEmpty: () => [...tables.values()].every((each) => each.sequence === 0),
    close: () => journal?.close(),
  };
}
