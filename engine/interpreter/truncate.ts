import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

const MAX_TEXT = 500;
const MAX_ENTRIES = 20;
const MAX_KEYS = 80;
const MAX_DEPTH = 8;
/** Characters of JSON a sample may take, give or take one value. */
const MAX_SIZE = 8_000;

/**
 * A sample of a record for people: same shape, long texts and lists cut and said to be (`…`), bounded in size.
 * The original is never touched.
 */
export function truncateRecord(record: JsonObject): JsonObject {
  return truncateObject(record, { left: MAX_SIZE }, 0);
}

type Budget = { left: number };

function truncateValue(value: Json, budget: Budget, depth: number): Json {
  if (budget.left <= 0 || depth > MAX_DEPTH) return "…";
  if (typeof value === "string") {
    const text = value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
    budget.left -= text.length + 2;
    return text;
  }
  if (Array.isArray(value)) return truncateList(value, budget, depth);
  if (isJsonObject(value)) return truncateObject(value, budget, depth);
  budget.left -= 5;
  return value;
}

function truncateList(list: readonly Json[], budget: Budget, depth: number): Json[] {
  const shown: Json[] = [];
  for (const entry of list.slice(0, MAX_ENTRIES)) {
    if (budget.left <= 0) break;
    shown.push(truncateValue(entry, budget, depth + 1));
  }
  return shown.length < list.length ? [...shown, `… +${list.length - shown.length}`] : shown;
}

function truncateObject(object: JsonObject, budget: Budget, depth: number): JsonObject {
  const shown: JsonObject = {};
  const entries = Object.entries(object);
  for (const [index, [key, value]] of entries.entries()) {
    if (budget.left <= 0 || index >= MAX_KEYS) {
      shown["…"] = `+${entries.length - index}`;
      break;
    }
    budget.left -= key.length + 4;
    shown[key] = truncateValue(value, budget, depth + 1);
  }
  return shown;
}
