import type { FindMatches, FindRequest, ReadRequest, SourceRecord, WriteOutcome, WriteRecord } from "@/connectors/contract";
import type { BoundConnector } from "@/engine/interpreter/ports";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import { getPath } from "@/lib/core/json-path";

export interface StoredRecord {
  readonly id: string;
  readonly externalRef: string;
  readonly data: JsonObject;
}

/** What happens to the next records written, one entry each; `write` when the list is empty. */
export type Fault =
  /** The target refuses it. */
  | "refuse"
  /** It is written, and the reply is lost. */
  | "loseReply"
  /** The request is lost before anything is written. */
  | "loseRequest"
  /** The call throws before anything is written: the system is down. */
  | "down"
  | "write";

export interface MemoryConnectorOptions {
  readonly connectionId?: string;
  /** What `read` gives, by stream. */
  readonly records?: Readonly<Record<string, readonly SourceRecord[]>>;
  readonly idempotency?: BoundConnector["idempotency"];
  readonly pageSize?: number;
  readonly parallelWrites?: number;
  readonly writeBatch?: number;
}

/** A system in memory: readable, writable, with scripted faults and every call on record. */
export interface MemoryConnector extends BoundConnector {
  readonly stored: Map<string, StoredRecord[]>;
  readonly calls: { readonly call: string; readonly stream: string; readonly request: unknown }[];
  faults: Fault[];
  /** What `action` answers, by action id; by default `updated`. */
  readonly actions: Map<string, (targetId: string, params: JsonObject) => WriteOutcome>;
  /** Runs before a batch is written: a crash is a throw from here. */
  beforeWrite: () => void | Promise<void>;
  /** Runs once a batch is written and before it is answered. */
  afterWrite: () => void | Promise<void>;
}

export function createMemoryConnector(options: MemoryConnectorOptions = {}): MemoryConnector {
  let requests = 0;
  let nextId = 1;
  const connector: MemoryConnector = {
    connectionId: options.connectionId ?? "con_memory",
    connectorId: "memory",
    title: "Memory",
    pageSize: options.pageSize ?? 100,
    parallelWrites: options.parallelWrites ?? 4,
    writeBatch: options.writeBatch ?? 1,
    idempotency: options.idempotency ?? "externalRef",
    stored: new Map(),
    calls: [],
    faults: [],
    actions: new Map(),
    beforeWrite: () => {},
    afterWrite: () => {},
    read: async (request) => {
      note("read", request.stream, request);
      return readRecords(options.records?.[request.stream] ?? [], request);
    },
    write: async (request) => {
      note("write", request.stream, request);
      await connector.beforeWrite();
      const outcomes = request.records.map((record) => writeRecord(connector, request.stream, record, () => String(nextId++)));
      await connector.afterWrite();
      return outcomes;
    },
    find: async (request) => {
      note("find", request.stream, request);
      return findRecords(connector.stored.get(request.stream) ?? [], request);
    },
    lookup: async () => ({ items: [] }),
    action: async (id, request) => {
      note(`action:${id}`, "", request);
      return connector.actions.get(id)?.(request.targetId, request.params) ?? { outcome: "updated", id: request.targetId };
    },
    requests: () => requests,
  };

  function note(call: string, stream: string, request: unknown): void {
    requests += 1;
    connector.calls.push({ call, stream, request });
  }
  return connector;
}

/** The cursor is the position in the list; the watermark, the highest `updatedAt`. */
function readRecords(all: readonly SourceRecord[], request: ReadRequest) {
  const since = typeof request.since === "string" ? request.since : "";
  const wanted = all
    .filter((record) => request.keys?.includes(record.key) ?? true)
    .filter((record) => since === "" || String(record.data.updatedAt ?? "") >= since)
    .filter((record) =>
      (request.where ?? []).every(({ field, op, values }) => meets(String(getPath(record.data, field) ?? ""), op, values)),
    );
  const start = typeof request.cursor === "number" ? request.cursor : 0;
  const end = start + request.pageSize;
  const times = wanted.map((record) => String(record.data.updatedAt ?? "")).sort();
  return { records: wanted.slice(start, end), nextCursor: end < wanted.length ? end : null, watermark: times.at(-1) || null };
}

function meets(value: string, op: "in" | "gte" | "lte" | "between", values: readonly string[]): boolean {
  const [first = "", second = ""] = values;
  if (op === "in") return values.includes(value);
  if (op === "gte") return value >= first;
  return op === "lte" ? value <= first : value >= first && value <= second;
}

function writeRecord(connector: MemoryConnector, stream: string, record: WriteRecord, newId: () => string): WriteOutcome {
  const fault = connector.faults.shift() ?? "write";
  if (fault === "down")
    throw new AppError({ code: "connector.unavailable", category: "transient", message: "the system is down" });
  if (fault === "refuse") return refused("connector.rejected", false);
  if (fault === "loseRequest") return refused("connector.uncertain", true);
  const outcome = store(connector, stream, record, newId);
  return fault === "loseReply" ? refused("connector.uncertain", true) : outcome;
}

function store(connector: MemoryConnector, stream: string, record: WriteRecord, newId: () => string): WriteOutcome {
  const records = connector.stored.get(stream) ?? [];
  connector.stored.set(stream, records);
  const { externalRef, data, targetId } = record;
  if (targetId === undefined) {
    const id = newId();
    records.push({ id, externalRef, data });
    return { outcome: "created", id, ref: `${stream.toUpperCase()}-${id}` };
  }
  const index = records.findIndex((stored) => stored.id === targetId);
  const known = records[index];
  if (known === undefined) return refused("connector.not_found", false);
  records[index] = { ...known, data: { ...known.data, ...data } };
  return { outcome: "updated", id: targetId, ref: `${stream.toUpperCase()}-${targetId}` };
}

function refused(code: "connector.rejected" | "connector.uncertain" | "connector.not_found", uncertain: boolean): WriteOutcome {
  const category = code === "connector.uncertain" ? "transient" : "data";
  return { outcome: "failed", uncertain, error: { code, category, message: code, details: {} } };
}

function findRecords(records: readonly StoredRecord[], { by, candidates }: FindRequest): FindMatches[] {
  return candidates.map(({ key, externalRef, values }) => ({
    key,
    matches: records
      .filter((record) =>
        by === "externalRef" ? record.externalRef === externalRef : by.every((field) => record.data[field] === values[field]),
      )
      .map(({ id, data }) => ({ id, ref: id, label: `Record ${id}`, data })),
  }));
}
