import { filter, reduce, sort } from "@/engine/mapping/compiled/functions/lists";
import { stringOf, textsOf } from "@/engine/mapping/compiled/functions/text";
import { ASK, type Run, spend, spendText } from "@/engine/mapping/compiled/run";
import { append, fieldOf, isFn, isList, isObject, truthy } from "@/engine/mapping/compiled/values";

type Quick = (run: Run, args: readonly unknown[]) => unknown;

/** A text and nothing else; nothing gives nothing. */
function ofText(of: (run: Run, text: string) => unknown): Quick {
  return (run, args) => {
    if (args.length !== 1) return ASK;
    const [text] = args;
    if (typeof text !== "string") return text === undefined ? undefined : ASK;
    spendText(run, text.length);
    return of(run, text);
  };
}

function ofTexts(of: (text: string, other: string) => unknown): Quick {
  return (run, args) => {
    const [text, other] = args;
    if (args.length !== 2 || typeof text !== "string" || typeof other !== "string") return ASK;
    spendText(run, text.length);
    return of(text, other);
  };
}

function ofOne(of: (run: Run, value: unknown) => unknown): Quick {
  return (run, args) => (args.length === 1 && typeof args[0] !== "function" ? of(run, args[0]) : ASK);
}

/** A list and a function that it is given to. */
function ofList(of: Quick): Quick {
  return (run, args) => (args.length === 2 && isList(args[0]) && isFn(args[1]) ? of(run, args) : ASK);
}

function ofNumber(of: (value: number) => number): Quick {
  return (_run, args) => (args.length === 1 && typeof args[0] === "number" ? of(args[0]) : ASK);
}

/** At most as many as a call can be given. */
const MAX_NUMBERS = 10_000;

function ofNumbers(of: (numbers: readonly number[]) => number | undefined): Quick {
  return (run, args) => {
    const [list] = args;
    if (args.length !== 1 || !isList(list) || list.length > MAX_NUMBERS) return ASK;
    spend(run, list.length);
    return list.every(isNumber) ? of(list) : ASK;
  };
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

/** A number as JSON writes it; JSONata takes some more. */
const NUMBER = /^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$/;

/**
 * The usual arguments of the usual functions, answered without JSONata's check of their types. ASK for any other:
 * the full function then looks at them.
 */
export const QUICK: Readonly<Record<string, Quick>> = {
  exists: (_run, args) => (args.length === 1 ? args[0] !== undefined : ASK),
  boolean: ofOne((run, value) => (value === undefined ? undefined : truthy(run, value))),
  not: ofOne((run, value) => (value === undefined ? undefined : !truthy(run, value))),
  count: ofOne((_run, value) => (value === undefined ? 0 : isList(value) ? value.length : 1)),
  string: ofOne((run, value) => (value === undefined || (isList(value) && value.outerWrapper) ? ASK : stringOf(run, value))),
  uppercase: ofText((_run, text) => text.toUpperCase()),
  lowercase: ofText((_run, text) => text.toLowerCase()),
  length: ofText((run, text) => {
    spend(run, text.length / 16);
    return [...text].length;
  }),
  trim: ofText((_run, text) => text.replace(/[ \t\n\r]+/g, " ").replace(/^ | $/g, "")),
  contains: ofTexts((text, part) => text.includes(part)),
  substringBefore: ofTexts((text, mark) => (text.includes(mark) ? text.slice(0, text.indexOf(mark)) : text)),
  substringAfter: ofTexts((text, mark) => (text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length) : text)),
  number: (_run, args) => {
    const [value] = args;
    if (args.length !== 1) return ASK;
    if (value === undefined || typeof value === "number") return value;
    if (typeof value !== "string" || value.length > 30 || !NUMBER.test(value)) return ASK;
    const number = Number.parseFloat(value);
    return Number.isFinite(number) ? number : ASK;
  },
  filter: ofList(filter),
  sort: ofList(sort),
  reduce: ofList(reduce),
  sum: ofNumbers((numbers) => numbers.reduce((sum, number) => sum + number, 0)),
  max: ofNumbers((numbers) => (numbers.length === 0 ? undefined : Math.max(...numbers))),
  min: ofNumbers((numbers) => (numbers.length === 0 ? undefined : Math.min(...numbers))),
  floor: ofNumber(Math.floor),
  ceil: ofNumber(Math.ceil),
  abs: ofNumber(Math.abs),
  join: (run, args) => {
    const [list, separator = ""] = args;
    const texts = args.length <= 2 && typeof separator === "string" ? textsOf(run, list) : undefined;
    if (texts === undefined || typeof separator !== "string") return ASK;
    spend(run, Math.floor((texts.length * separator.length) / 64));
    return texts.join(separator);
  },
  append: (run, args) => {
    const [one, other] = args;
    return args.length === 2 && !isFn(one) && !isFn(other) ? append(run, one, other) : ASK;
  },
  lookup: (_run, args) => {
    const [object, key] = args;
    return args.length === 2 && isObject(object) && typeof key === "string" ? fieldOf(object, key) : ASK;
  },
};
