import type { Argument } from "@/engine/mapping/functions/define-function";
import { ACCEPTS_NOTHING, PURE_FUNCTIONS } from "@/engine/mapping/functions/library";
import { isTruthy } from "@/engine/mapping/truth";

type Call = (...args: Argument[]) => Argument;

/** Reading markup can take long on a text made for it: left to the workers. */
const LEFT_TO_WORKERS = new Set(["htmlToText", "rtfToText"]);

/** Throws for an argument that is not the plain case; whoever called then asks JSONata. */
function text(value: Argument): string {
  if (typeof value !== "string") throw new TypeError("not a text");
  return value;
}

function given(value: Argument): Argument {
  if (value === undefined) throw new TypeError("nothing");
  return value;
}

/** JSONata's own functions, for one argument or the plain types of several. */
const BUILT_IN: Readonly<Record<string, Call>> = {
  exists: (value) => value !== undefined,
  not: (value) => !isTruthy(given(value)),
  boolean: (value) => isTruthy(given(value)),
  count: (value) => (value === undefined ? 0 : Array.isArray(value) ? value.length : 1),
  uppercase: (value) => text(value).toUpperCase(),
  lowercase: (value) => text(value).toLowerCase(),
  length: (value) => [...text(value)].length,
  trim: (value) =>
    text(value)
      .replace(/[ \t\n\r]+/g, " ")
      .replace(/^ | $/g, ""),
  string: (value, ...rest) => {
    if (rest.length > 0) throw new TypeError("formatted");
    return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : text(value);
  },
  contains: (value, part) => text(value).includes(text(part)),
};

/** Functions that need nothing but their arguments, by name. */
export const PLAIN_FUNCTIONS: ReadonlyMap<string, Call> = new Map([
  ...Object.entries(BUILT_IN),
  ...PURE_FUNCTIONS.filter(({ name }) => !LEFT_TO_WORKERS.has(name)).map(({ name, run }): [string, Call] => [
    name,
    (...args) => (args[0] === undefined && !ACCEPTS_NOTHING.has(name) ? undefined : run(...args)),
  ]),
]);
