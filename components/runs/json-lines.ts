import { isJsonObject, type Json } from "@/lib/core/json";

/** What a line is beside the value it is compared with. */
export type LineChange = "added" | "changed" | "removed";

export type ScalarKind = "string" | "number" | "boolean" | "null";

/** One line of a JSON text. `path` names the value it opens; closing lines carry none. */
export interface JsonLine {
  readonly id: string;
  readonly depth: number;
  readonly key?: string;
  readonly body:
    | { readonly kind: ScalarKind; readonly text: string }
    | { readonly kind: "open" | "close" | "empty"; readonly text: string }
    | {
        readonly kind: "folded";
        readonly open: string;
        readonly close: string;
        readonly entries: number;
        readonly isList: boolean;
      };
  /** The container on this line can be folded, or unfolded when it is. */
  readonly path?: string;
  readonly comma: boolean;
  readonly change?: LineChange;
  /** The value before, of a scalar that changed. */
  readonly was?: string;
}

/** Lists with more entries than this are folded until asked for. */
const FOLD_FROM = 4;

export type Folds = ReadonlyMap<string, boolean>;

/** The lines of `value`; `folds` holds what the reader opened (false) or closed (true), by path. */
export function toLines(value: Json, { folds, before }: { folds: Folds; before?: Json }): JsonLine[] {
  const lines: JsonLine[] = [];
  addValue(lines, { value, before, compare: before !== undefined, depth: 0, path: "", comma: false, folds });
  return lines;
}

type Entry = {
  readonly value: Json;
  readonly before: Json | undefined;
  readonly compare: boolean;
  readonly change?: LineChange;
  readonly depth: number;
  readonly path: string;
  readonly key?: string;
  readonly comma: boolean;
  readonly folds: Folds;
};

function addValue(lines: JsonLine[], entry: Entry): void {
  const { value, depth, path, key, comma } = entry;
  const change = changeOf(entry);
  const base = { id: `${path}|${change ?? ""}`, depth, key, comma };
  if (!isContainer(value)) {
    const was = change === "changed" && entry.before !== undefined ? inline(entry.before) : undefined;
    lines.push({ ...base, body: { kind: kindOf(value), text: inline(value) }, change, was });
    return;
  }
  const isList = Array.isArray(value);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  const entries = Object.entries(value);
  if (entries.length === 0) {
    lines.push({ ...base, body: { kind: "empty", text: open + close }, change });
    return;
  }
  const isFolded = entry.folds.get(path) ?? (isList && entries.length > FOLD_FROM && depth > 0);
  if (isFolded) {
    lines.push({ ...base, path, body: { kind: "folded", open, close, entries: entries.length, isList }, change });
    return;
  }
  // A container whose inside changed says so on its inner lines; only a new or dropped one is marked itself.
  const whole = change === "changed" && isContainer(entry.before) ? undefined : change;
  lines.push({ ...base, comma: false, path, body: { kind: "open", text: open }, change: whole });
  addEntries(lines, entry, { entries, whole, isList });
  lines.push({ ...base, id: `${base.id}/end`, key: undefined, body: { kind: "close", text: close }, change: whole });
}

type Inside = { entries: readonly [string, Json][]; whole: LineChange | undefined; isList: boolean };

function addEntries(lines: JsonLine[], parent: Entry, { entries, whole, isList }: Inside): void {
  const before = childrenOf(parent.before);
  const kept = new Set(entries.map(([name]) => name));
  const dropped = parent.compare && !whole ? Object.entries(before).filter(([name]) => !kept.has(name)) : [];
  const all = [
    ...entries.map(([name, value]) => ({ name, value, before: before[name], change: whole })),
    ...dropped.map(([name, value]) => ({ name, value, before: undefined, change: "removed" as const })),
  ];
  for (const [index, child] of all.entries()) {
    addValue(lines, {
      value: child.value,
      before: child.before,
      change: child.change,
      compare: parent.compare,
      depth: parent.depth + 1,
      path: parent.path === "" ? child.name : `${parent.path}.${child.name}`,
      key: isList ? undefined : child.name,
      comma: index < all.length - 1,
      folds: parent.folds,
    });
  }
}

function changeOf({ value, before, compare, change }: Entry): LineChange | undefined {
  if (change !== undefined || !compare) return change;
  if (before === undefined) return "added";
  return JSON.stringify(value) === JSON.stringify(before) ? undefined : "changed";
}

function childrenOf(value: Json | undefined): Readonly<Record<string, Json>> {
  if (Array.isArray(value)) return Object.fromEntries(value.entries());
  return isJsonObject(value) ? value : {};
}

function isContainer(value: Json | undefined): value is Json[] | { [key: string]: Json } {
  return typeof value === "object" && value !== null;
}

function kindOf(value: Json): ScalarKind {
  if (value === null) return "null";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "string";
}

function inline(value: Json): string {
  return JSON.stringify(value);
}
