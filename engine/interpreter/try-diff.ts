import { decimal } from "@/lib/core/decimal";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** One field that a write would change. */
export interface FieldChange {
  /** `address.town`, `lines[2].qty`. */
  readonly path: string;
  /** `added`: the target has nothing there. `removed`: only for entries of lists that are written whole. */
  readonly kind: "added" | "changed" | "removed";
  /** Absent where there is none. */
  readonly before?: Json;
  readonly after?: Json;
}

/**
 * Field by field, what `after` says otherwise than `before`. What `after` does not name stays as it is and is no change;
 * numbers are equal whatever their writing, and an empty text, null and nothing are the same.
 */
export function changesOf(before: JsonObject | null, after: JsonObject): FieldChange[] {
  const changes: FieldChange[] = [];
  compare({ before: before ?? undefined, after, path: "" }, changes);
  return changes;
}

/** The same both ways: fields only the first one has are `removed`. */
export function differencesOf(one: JsonObject, other: JsonObject): FieldChange[] {
  const missing = changesOf(other, one).flatMap(({ path, kind, after }): FieldChange[] =>
    kind === "added" && after !== undefined ? [{ path, kind: "removed", before: after }] : [],
  );
  const changes = changesOf(one, other);
  const told = new Set(changes.map(({ path }) => path));
  return [...changes, ...missing.filter(({ path }) => !told.has(path))];
}

type Pair = { readonly before: Json | undefined; readonly after: Json | undefined; readonly path: string };

function compare({ before, after, path }: Pair, changes: FieldChange[]): void {
  if (isJsonObject(after) && (isJsonObject(before) || path === "")) {
    const known = isJsonObject(before) ? before : {};
    for (const [key, value] of Object.entries(after)) {
      // A shop may call a field `constructor`.
      const own = Object.hasOwn(known, key) ? known[key] : undefined;
      compare({ before: own, after: value, path: path === "" ? key : `${path}.${key}` }, changes);
    }
    return;
  }
  if (Array.isArray(after) && Array.isArray(before)) {
    for (let index = 0; index < Math.max(after.length, before.length); index += 1) {
      compare({ before: before[index], after: after[index], path: `${path}[${index}]` }, changes);
    }
    return;
  }
  if (isSame(before, after)) return;
  if (isEmpty(before)) changes.push({ path, kind: "added", ...(after === undefined ? {} : { after }) });
  else if (isEmpty(after)) changes.push({ path, kind: "removed", ...(before === undefined ? {} : { before }) });
  else changes.push({ path, kind: "changed", before: before ?? null, after: after ?? null });
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.values(value).every(isEmpty);
}

const NUMBER = /^-?\d+(\.\d+)?$/;
/** Systems write telephone numbers each in their own way. */
const PHONE = /^\+?[\d][\d .()/-]{5,}$/;

/** Do both say the same, as the systems we write to understand it? */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other || (isEmpty(one) && isEmpty(other))) return true;
  if (one === undefined || one === null || other === undefined || other === null) return false;
  if (isJsonObject(one) || Array.isArray(one) || isJsonObject(other) || Array.isArray(other)) {
    return JSON.stringify(one) === JSON.stringify(other);
  }
  const texts = [textOf(one), textOf(other)] as const;
  if (texts[0] === texts[1]) return true;
  if (NUMBER.test(texts[0]) && NUMBER.test(texts[1])) return decimal(texts[0]).compare(decimal(texts[1])) === 0;
  return texts.every((text) => PHONE.test(text)) && digitsOf(texts[0]) === digitsOf(texts[1]);
}

function digitsOf(text: string): string {
  return text.replace(/[ .()/-]/g, "");
}

/** Systems write yes and no as 1 and 0. */
function textOf(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  return String(value).trim();
}
