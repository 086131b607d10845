import { parse } from "@marcbachmann/cel-js";
import { isJsonObject } from "@/lib/core/json";

type Compiled = ReturnType<typeof parse>;
const CACHE_LIMIT = 1_000;
const cache = new Map<string, Compiled>();

function compile(expression: string): Compiled {
  const known = cache.get(expression);
  if (known) return known;
  const compiled = parse(expression);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(expression, compiled);
  return compiled;
}

/** Throws when the text is no CEL expression: at sync, not at the first event. */
export function checkExpression(expression: string): void {
  compile(expression);
}

/** Is it true? A path that is absent from an event makes it false, as on an Inngest server. */
export function isTrue(expression: string, bindings: Record<string, unknown>): boolean {
  try {
    return compile(expression)(bindings) === true;
  } catch (thrown) {
    if (isEvaluationError(thrown)) return false;
    throw thrown;
  }
}

/** The text of a key (concurrency, idempotency); an absent path is the empty key. */
export function keyOf(expression: string, bindings: Record<string, unknown>): string {
  try {
    const value: unknown = compile(expression)(bindings);
    return typeof value === "string" ? value : (JSON.stringify(value, bigintAsNumber) ?? "");
  } catch (thrown) {
    if (isEvaluationError(thrown)) return "";
    throw thrown;
  }
}

/** A number such as a priority; 0 when it is absent or none. */
export function numberOf(expression: string, bindings: Record<string, unknown>): number {
  const value = Number(keyOf(expression, bindings));
  return Number.isFinite(value) ? Math.round(value) : 0;
}

function bigintAsNumber(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

function isEvaluationError(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === "EvaluationError";
}

const SIDE = "(event|async)\\.([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)";
const EQUALITY = new RegExp(`^\\s*${SIDE}\\s*==\\s*${SIDE}\\s*$`);

/**
 * The index key of a wait: `data.k=7` for a wait whose expression demands `async.data.k == event.data.k`
 * of a run started by an event with `data.k = 7`; empty when the expression has another form.
 */
export function matchKey(expression: string | null, startedBy: Record<string, unknown>): string {
  if (!expression || expression.includes("||")) return "";
  for (const part of expression.split("&&")) {
    const found = EQUALITY.exec(part);
    if (!found || found[1] === found[3]) continue;
    const [, firstSide, first = "", , second = ""] = found;
    const [waiting, arriving] = firstSide === "event" ? [first, second] : [second, first];
    const value = valueAt(startedBy, waiting);
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return entry(arriving, value);
  }
  return "";
}

const MAX_LEAVES = 500;

/** Every key a waiting run may be indexed under for this event; null = too many, compare all waits. */
export function matchKeysOf(event: Record<string, unknown>): string[] | null {
  const keys: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (keys.length > MAX_LEAVES) return;
    if (isJsonObject(value)) {
      for (const [name, child] of Object.entries(value)) walk(child, path === "" ? name : `${path}.${name}`);
    } else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      keys.push(entry(path, value));
    }
  };
  walk(event, "");
  return keys.length > MAX_LEAVES ? null : keys;
}

const MAX_KEY = 200;

function entry(path: string, value: string | number | boolean): string {
  return `${path}=${JSON.stringify(value)}`.slice(0, MAX_KEY);
}

function valueAt(root: unknown, path: string): unknown {
  let current = root;
  for (const name of path.split(".")) {
    if (!isJsonObject(current)) return undefined;
    current = current[name];
  }
  return current;
}
