import type { EvaluationInput } from "@/engine/interpreter/ports";
import { interpreterOf, rationed } from "@/engine/mapping/compile";
import { compileProgram, prepare } from "@/engine/mapping/compiled/program";
import type { EvaluationLimits } from "@/engine/mapping/limits";
import type { Tables } from "@/engine/mapping/tables";
import { Grammar } from "@/engine/mapping/testing/grammar";
import { Random } from "@/engine/mapping/testing/random";
import { randomData } from "@/engine/mapping/testing/random-data";

/** A random expression on a random record. */
export interface FuzzCase {
  readonly expression: string;
  readonly input: EvaluationInput;
}

export type FuzzReport = {
  readonly seed: number;
  cases: number;
  /** Do not parse: left out of the rest. */
  invalid: number;
  /** Refused by the compiler. */
  refused: number;
  /** Compiled, and given to JSONata when run: all its errors, and some values. */
  asked: number;
  /** Asked where JSONata then gave a value. */
  askedInVain: number;
  /** Answered by compiled code. */
  compiled: number;
  readonly mismatches: (FuzzCase & { readonly ours: string; readonly theirs: string })[];
};

const TABLES: Tables = new Map([
  ["taxes", { key: "taxes", rows: { "1": { value: "20" }, x: { value: "5.5" } }, fallback: null }],
]);
/** The depth at which JSONata stops counts the fields of an object that it evaluates side by side: not compared. */
const LIMITS: EvaluationLimits = { timeoutMs: 10_000, depth: 100_000, entries: 60, resultSize: 1_000_000, resultDepth: 1_000 };

export function randomCase(random: Random): FuzzCase {
  const grammar = new Grammar(random);
  const expression = grammar.expression(1 + random.below(4));
  const bindings = { settings: randomData(random, 2), links: { b: { a: "id" } }, item: { key: "k" } };
  return { expression, input: { data: randomData(random), bindings } };
}

/** Compares compiled code with JSONata on random cases, the same ones for the same seed. */
export async function fuzz(input: { seed: number; cases: number; onCase?: (report: FuzzReport) => void }): Promise<FuzzReport> {
  await prepare();
  const random = new Random(input.seed);
  const report: FuzzReport = {
    ...{ seed: input.seed, cases: 0, invalid: 0, refused: 0, asked: 0, askedInVain: 0, compiled: 0, mismatches: [] },
  };
  while (report.cases < input.cases) {
    await compare(randomCase(random), report);
    input.onCase?.(report);
  }
  return report;
}

/** Compares one case, and counts it. */
export async function compare(each: FuzzCase, report: FuzzReport): Promise<void> {
  report.cases += 1;
  const ours = compiledOutcome(each);
  report[ours.kind] += 1;
  if (ours.kind === "invalid" || ours.kind === "refused") return;
  const theirs = await interpretedOutcome(each);
  if (ours.kind !== "compiled") report.askedInVain += theirs.kind === "value" ? 1 : 0;
  else if (!(await isEqual(each, ours, theirs))) {
    const said = theirs.kind === "value" ? written(theirs.value) : `error ${theirs.code}`;
    report.mismatches.push({ ...each, ours: written(ours.value), theirs: said });
  }
}

/** A time of today taken a millisecond later is no difference: asked again, both are once told the same instant. */
async function isEqual(each: FuzzCase, ours: Ours, theirs: Theirs): Promise<boolean> {
  if (ours.kind !== "compiled" || theirs.kind !== "value") return false;
  if (written(ours.value) === written(theirs.value)) return true;
  for (let again = 0; again < 20 && TELLS_TIME.test(each.expression); again += 1) {
    const [one, other] = [compiledOutcome(each), await interpretedOutcome(each)];
    if (one.kind === "compiled" && other.kind === "value" && written(one.value) === written(other.value)) return true;
  }
  return false;
}

const TELLS_TIME = /toMillis|now|millis/;

type Ours =
  | { readonly kind: "invalid" }
  | { readonly kind: "refused" }
  | { readonly kind: "asked" }
  | { readonly kind: "compiled"; readonly value: unknown };
type Theirs = { readonly kind: "value"; readonly value: unknown } | { readonly kind: "error"; readonly code: string };

function compiledOutcome({ expression, input }: FuzzCase): Ours {
  let compiled: ReturnType<typeof compileProgram>;
  try {
    compiled = compileProgram(expression);
  } catch {
    return { kind: "invalid" };
  }
  if (!compiled.isCompiled) return { kind: "refused" };
  try {
    return { kind: "compiled", value: compiled.program.evaluate(structuredClone(input), rationed(TABLES, LIMITS)) };
  } catch {
    return { kind: "asked" };
  }
}

async function interpretedOutcome({ expression, input }: FuzzCase): Promise<Theirs> {
  try {
    const evaluate = await interpreterOf(expression, LIMITS);
    return { kind: "value", value: await evaluate(structuredClone(input), TABLES) };
  } catch (thrown) {
    const code = typeof thrown === "object" && thrown !== null && "code" in thrown ? String(thrown.code) : String(thrown);
    return { kind: "error", code };
  }
}

/** A value with all that JSON leaves out: undefined entries, what is no number, functions; order of fields aside. */
export function written(value: unknown): string {
  if (typeof value === "function") return "function";
  if (Array.isArray(value)) return `[${Array.from(value, written).join(",")}]`;
  if (typeof value !== "object" || value === null) return typeof value === "string" ? JSON.stringify(value) : String(value);
  if ("_jsonata_lambda" in value && "body" in value) return "function";
  return `{${Object.entries(value)
    .map(([key, entry]) => `${JSON.stringify(key)}:${written(entry)}`)
    .join(",")}}`;
}
