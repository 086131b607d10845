import type { Row, Store, Table } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";

export interface User {
  readonly id: number;
  readonly login: string;
  readonly admin: boolean;
  /** `all`, or the rights granted one by one. */
  readonly rights: "all" | readonly string[];
}

/** An event told to webhook targets after the call. */
export interface Trigger {
  readonly code: string;
  readonly object: JsonObject;
}

/** Everything the handlers share: the database, its settings, the clock, the events of the current call. */
export interface World {
  readonly store: Store;
  /** Address under which the sandbox is reached, for links inside documents. */
  baseUrl: string;
  readonly version: string;
  /** Company of the Multicompany module the current call works in. */
  entity: number;
  /** Seconds since 1970. */
  now(): number;
  /** Rows of the current company; what belongs to the whole server is common to all. */
  table(name: string): Table;
  /** Value of a constant of the setup; `""` when it is not set. */
  constant(name: string): string;
  setConstant(name: string, value: string): void;
  hasModule(name: string): boolean;
  emit(code: string, object: JsonObject): void;
  takeTriggers(): Trigger[];
}

/** Up to version 17: empty lists are 404, missing rights 401, bad filters 503. */
export function isLegacy(world: Pick<World, "version">): boolean {
  return Number.parseInt(world.version, 10) < 18;
}

const COMMON = new Set([
  "const",
  "module",
  "user",
  "company",
  "extrafields",
  "multicurrency",
  "multicurrency_rate",
  "webhook_target",
]);

function isCommon(table: string): boolean {
  return COMMON.has(table) || table.startsWith("dictionary:");
}

export function createWorld(store: Store, options: { version: string; now: () => number }): World {
  let triggers: Trigger[] = [];
  let entity = 1;
  const constants = () => store.table("const");
  return {
    store,
    baseUrl: "http://127.0.0.1",
    version: options.version,
    get entity() {
      return entity;
    },
    set entity(company) {
      entity = company;
    },
    now: options.now,
    table: (name) => store.table(entity === 1 || isCommon(name) ? name : `${name}@${entity}`),
    constant: (name) => String(constants().by("name", name)[0]?.value ?? ""),
    setConstant(name, value) {
      const row = constants().by("name", name)[0];
      if (row) constants().update(row.id, { value });
      else constants().insert({ name, value });
    },
    hasModule: (name) => store.table("module").by("name", name).length > 0,
    emit: (code, object) => {
      triggers.push({ code, object });
    },
    takeTriggers() {
      const taken = triggers;
      triggers = [];
      return taken;
    },
  };
}

/**
 * Stores the changes of a PUT. The modification time moves only when a column of the row itself changes: extrafields
 * live in another table.
 */
export function saveChanges(table: Table, before: Row, changes: JsonObject): Row {
  const { date_modification, array_options, ...own } = changes;
  const moved = Object.entries(own).some(([name, value]) => before[name] !== value);
  const time: JsonObject = moved && date_modification !== undefined ? { date_modification } : {};
  const options: JsonObject = array_options === undefined ? {} : { array_options };
  return table.update(before.id, { ...own, ...options, ...time }) ?? before;
}

/** An insert refused by the database: the row is not there, but its id is spent. */
export function spendId(table: Table): void {
  table.delete(table.insert({}).id);
}

/** `2611` of a date: part of every reference. UTC, the server's zone here. */
function yearMonth(epoch: number): string {
  const date = new Date(epoch * 1000);
  return `${String(date.getUTCFullYear()).slice(2)}${String(date.getUTCMonth() + 1).padStart(2, "0")}`;
}

/** Next free reference `<prefix><yymm>-<number>`: the highest number of any month plus one, so deleted ones come back. */
export function nextRef(table: Table, prefix: string, epoch: number, options: { field?: string; digits?: number } = {}): string {
  const { field = "ref", digits = 4 } = options;
  const pattern = new RegExp(`^${prefix}\\d{4}-(\\d+)$`);
  const number = (row: Row): string | null => {
    const match = pattern.exec(String(row[field] ?? ""));
    return match ? String(Number(match[1])) : null;
  };
  const last = table.highest(`number ${field} ${prefix}`, number);
  return `${prefix}${yearMonth(epoch)}-${String(last + 1).padStart(digits, "0")}`;
}

/** `2026-11-22 04:14:34`, UTC. */
export function sqlDate(epoch: number): string {
  return new Date(epoch * 1000).toISOString().slice(0, 19).replace("T", " ");
}

/** A date sent by a client: epoch seconds or `YYYY-MM-DD…`; null when the database would refuse it. */
export function parseDate(value: Json | undefined): number | null {
  const sent = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  if (/^-?\d{1,11}$/.test(sent)) return Number(sent);
  const match = /^(\d{4}-\d{2}-\d{2})/.exec(sent);
  if (!match) return null;
  const time = Date.parse(`${match[1]}T00:00:00Z`);
  return Number.isNaN(time) ? null : time / 1000;
}

/** Order and invoice dates have day precision. */
export function startOfDay(epoch: number): number {
  return epoch - (((epoch % 86_400) + 86_400) % 86_400);
}
