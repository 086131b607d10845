import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EvaluationInput, EvaluationResult } from "@/engine/interpreter/ports";
import { programOf, rationed, runProgram } from "@/engine/mapping/compile";
import { isLinear } from "@/engine/mapping/compiled/functions/linear-regex";
import { prepare } from "@/engine/mapping/compiled/program";
import { closeEvaluators, createEvaluator } from "@/engine/mapping/evaluator";
import { DEFAULT_LIMITS } from "@/engine/mapping/limits";
import type { Json } from "@/lib/core/json";

const QUICK = { ...DEFAULT_LIMITS, timeoutMs: 300 };

beforeAll(prepare);
afterAll(closeEvaluators);

function input(data: Json): EvaluationInput {
  return { data, bindings: {} };
}

/** In this thread, on one ration of work: undefined when it is given up. */
async function here(expression: string, data: Json): Promise<EvaluationResult | undefined> {
  const program = await programOf(expression);
  if (program === undefined || program.isHeavy) return undefined;
  return runProgram(program, input(data), rationed(new Map(), DEFAULT_LIMITS));
}

/** As a run evaluates it. */
async function anywhere(expression: string, data: Json): Promise<EvaluationResult | undefined> {
  const evaluator = createEvaluator({ tables: [], workers: 1, limits: QUICK });
  const [result] = await evaluator.evaluate(expression, [input(data)]);
  evaluator.close();
  return result;
}

const LIST = Array.from({ length: 2_000 }, (_, n) => n);
const DOUBLED = "$reduce([1..60], function($a, $n) { $a & $a }, 'xxxxxxxx')";
const SHARED = "$string($reduce([1..60], function($a, $n) { { 'l': $a, 'r': $a } }, {}))";

describe("what could keep the process busy", () => {
  it.each([
    ["a range of a thousand million", "[1..1000000000]", {}],
    ["a range within a function", "$sum([1..99999999])", {}],
    ["lists in lists in lists", "$count($map($, function($a) { $count($map($$, function($b) { $count($$[$ > $b]) })) }))", LIST],
    ["a filter over itself", "$count($[$count($$[$ > 5]) > 1])", LIST],
    ["endless recursion", "($f := function($n) { 1 + $f($n) }; $f(0))", {}],
    ["endless tail calls", "($f := function($n) { $f($n + 1) }; $f(0))", {}],
    ["a text that doubles", DOUBLED, {}],
    ["an object that shares its parts", SHARED, {}],
    ["padding without end", "$pad('x', 900000000)", {}],
    ["a catastrophic pattern", "$contains(text, /^(a+)+$/)", { text: `${"a".repeat(40)}!` }],
  ])("gives up %s here, and stops it anywhere", { timeout: 30_000 }, async (_title, expression, data) => {
    expect(await here(expression, data)).toBeUndefined();
    expect(await anywhere(expression, data)).toMatchObject({ ok: false });
  });

  it("leaves a list of matches longer than lists may be to JSONata, which refuses it", async () => {
    const limits = { ...DEFAULT_LIMITS, entries: 60 };
    const program = await programOf("$count($match(text, /\\d/))");
    const matched = (length: number) => {
      const surroundings = rationed(new Map(), limits);
      return program && runProgram(program, input({ text: "1".repeat(length) }), surroundings);
    };
    expect(matched(60)).toEqual({ ok: true, value: 60 });
    expect(matched(61)).toBeUndefined();
  });

  it("comes to the end of deep recursion that JSONata allows", async () => {
    const expression = "($f := function($n) { $n = 0 ? 'end' : $f($n - 1) }; $f(300))";
    expect(await anywhere(expression, {})).toEqual({ ok: true, value: "end" });
  });

  it("goes on with the other records after one that is stopped", async () => {
    const evaluator = createEvaluator({ tables: [], workers: 1, limits: QUICK });
    const expression = "n = 2 ? ($f := function($x) { $f($x + 1) }; $f(0)) : n * 2";
    const results = await evaluator.evaluate(
      expression,
      [1, 2, 3].map((n) => input({ n })),
    );
    expect(results.map((result) => (result.ok ? result.value : result.error.code))).toEqual([2, "mapping.expression_timeout", 6]);
    evaluator.close();
  });
});

describe("prototypes", () => {
  it.each([
    "constructor",
    "toString",
    "__proto__",
    "constructor.constructor",
    "lines.__proto__.polluted",
    "$lookup($, 'constructor')",
  ])("are out of reach through %s", async (expression) => {
    expect(await here(expression, { lines: [{}] })).toEqual({ ok: true, value: undefined });
  });

  it.each([
    '{ "__proto__": { "polluted": true } }',
    '{ $$.key: { "polluted": true } }',
    '$merge([{ "a": 1 }, $$.made])',
    '{ "a": $$.made }.a',
    'lines{ $$.key: { "polluted": true } }',
  ])("stay as they are after %s, whose field is a field", async (expression) => {
    const made = JSON.parse('{"__proto__": {"polluted": true}}');
    const result = await here(expression, { key: "__proto__", made, lines: [{}] });
    expect(result?.ok).toBe(true);
    const value: unknown = result?.ok ? result.value : undefined;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(value, "__proto__")?.value).toEqual({ polluted: true });
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("isLinear", () => {
  it.each(["x", "[^0-9]", "\\s+", "^\\d{5}$", ",\\s*", "^[A-Z]+$", "a|b|c+", "[.,]"])("lets /%s/ run here", (source) => {
    expect(isLinear(source)).toBe(true);
  });

  it.each(["(a+)+", "a*a*b", "\\s+$", "(x|y)*z", "a?a?a?aaa", "(?=x)", "(a)\\1", ".*foo", "x{1,9}y{1,9}z"])(
    "sends /%s/ to a worker",
    (source) => {
      expect(isLinear(source)).toBe(false);
    },
  );
});
