import { ASK, checkLength, type Run, spend } from "@/engine/mapping/compiled/run";

/**
 * A list with JSONata's marks: a `sequence` of one is its only entry and of none is nothing, unless `keepSingleton`;
 * `cons` lists are not flattened into a path's result; the `outerWrapper` stands for a record that is a list.
 */
export type List = unknown[] & {
  sequence?: boolean;
  keepSingleton?: boolean;
  cons?: boolean;
  outerWrapper?: boolean;
};

/** A function as a value: arguments in a list, and the context that completes them. */
export type Fn = {
  (args: readonly unknown[], context: unknown): unknown;
  /** How many arguments a higher-order function gives it. */
  arity: number;
};

/** Stands for the context of a call in the last place of a lambda, which is not the context at hand. */
export const NO_CONTEXT = Symbol("no context");

export function isFn(value: unknown): value is Fn {
  return typeof value === "function" && "arity" in value;
}

export function isList(value: unknown): value is List {
  return Array.isArray(value);
}

type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function makeSequence(): List {
  const made: List = [];
  made.sequence = true;
  return made;
}

export function sequenceOf(value: unknown): List {
  const made: List = [value];
  made.sequence = true;
  return made;
}

export function isSequence(value: unknown): boolean {
  return isList(value) && value.sequence === true;
}

/** What every evaluation of JSONata ends with: sequences of one and of none are unwrapped. */
export function settle(value: unknown, keepArray: boolean): unknown {
  if (!isList(value) || value.sequence !== true) return value;
  if (keepArray) value.keepSingleton = true;
  if (value.length === 0) return undefined;
  return value.length === 1 && value.keepSingleton !== true ? value[0] : value;
}

/** JSON data with one of these names true is a function to JSONata. */
export function isMarked(value: Fields): boolean {
  return value._jsonata_lambda === true || value._jsonata_function === true;
}

/** An object's own field; nothing for what is no object. */
export function fieldOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) && !isMarked(value) ? value[key] : undefined;
}

/** The same for a name known beforehand: no object inherits a field of a name that no prototype has. */
export function fieldNamed(key: string): (run: Run, value: Fields) => unknown {
  if (key in Object.prototype) return (_run, value) => fieldOf(value, key);
  return (run, value) => {
    const field = value[key];
    if (field === undefined || run.unmarked === value) return field;
    if (isMarked(value)) return undefined;
    run.unmarked = value;
    return field;
  };
}

/** Functions are not values of lists and objects here. */
export function noFunction<T>(value: T): T {
  if (typeof value === "function") throw ASK;
  return value;
}

/** An argument: JSONata calls what the data only mark as a function. */
export function asGiven(value: unknown): unknown {
  if (isObject(value) && isMarked(value)) throw ASK;
  return value;
}

/** The field of an object, or of every object of a list. */
export function lookUp(run: Run, input: unknown, key: string): unknown {
  if (!isList(input)) return fieldOf(input, key);
  spend(run, input.length);
  const found = makeSequence();
  for (const entry of input) {
    const value = lookUp(run, entry, key);
    if (value === undefined) continue;
    if (isList(value)) {
      spend(run, value.length);
      for (const each of value) found.push(each);
    } else found.push(value);
  }
  checkLength(run, found.length);
  return found;
}

/** `$append`: nothing is left out; what is no list is one entry. */
export function append(run: Run, one: unknown, other: unknown): unknown {
  if (one === undefined) return other;
  if (other === undefined) return one;
  const first = isList(one) ? one : sequenceOf(one);
  const second = isList(other) ? other : [other];
  const length = first.length + second.length;
  checkLength(run, length);
  spend(run, length);
  return first.concat(second);
}

/** `$boolean`: empty text, zero, null, empty or all-false lists, empty objects, functions and nothing are false. */
export function truthy(run: Run, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return value !== "";
  if (typeof value === "number") return !Number.isNaN(finite(value)) && value !== 0;
  if (isObject(value)) return !isMarked(value) && Object.keys(value).length > 0;
  if (!isList(value)) return false;
  if (value.length === 1) return truthy(run, value[0]);
  spend(run, value.length);
  return value.filter((entry) => truthy(run, entry)).length > 0;
}

/** A number that JSON cannot hold is an error as soon as JSONata looks at it. */
function finite(value: number): number {
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) throw ASK;
  return value;
}

export function isNumeric(value: unknown): value is number {
  return typeof value === "number" && !Number.isNaN(finite(value));
}

/** JSONata's equality of values, whatever the order of fields. */
export function deepEqual(run: Run, one: unknown, other: unknown): boolean {
  if (one === other) return true;
  spend(run, 1);
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((entry, index) => deepEqual(run, entry, other[index]));
  }
  if (!isObject(one) || !isObject(other)) {
    // To JSONata a list is an object with a length: only an object that has one could be equal.
    if (fieldOf(one, "length") !== undefined || fieldOf(other, "length") !== undefined) throw ASK;
    return false;
  }
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length || !keys.every((key) => Object.hasOwn(other, key))) return false;
  spend(run, keys.length);
  return keys.every((key) => deepEqual(run, one[key], other[key]));
}

/** Sets a field whatever its name: `__proto__` is a field like any other. */
export function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}
