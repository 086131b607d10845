import { afterAll, describe, expect, it } from "vitest";
import type { EvaluationInput, RunTable } from "@/engine/interpreter/ports";
import { closeEvaluators, createEvaluator } from "./evaluator";
import { DEFAULT_LIMITS } from "./limits";

const tables: RunTable[] = [
  { key: "taxes", rows: { "1": { value: "20" }, "2": { value: "" } }, fallback: null },
  { key: "states", rows: { "5": { order: "yes", invoice: "no" } }, fallback: { order: "no", invoice: "no" } },
];
const QUICK = { ...DEFAULT_LIMITS, timeoutMs: 200 };

function inputs(...data: EvaluationInput["data"][]): EvaluationInput[] {
  return data.map((each) => ({ data: each, bindings: {} }));
}

/** Forces the worker: a lambda is never light. */
const HEAVY = "($f := function($x) { $x }; $f(";

afterAll(closeEvaluators);

describe("createEvaluator", () => {
  it("gives one result per input in order, over several workers", async () => {
    const evaluator = createEvaluator({ tables, workers: 2 });
    const results = await evaluator.evaluate(`${HEAVY}n * 2))`, inputs(...Array.from({ length: 100 }, (_, n) => ({ n }))));
    expect(results).toEqual(Array.from({ length: 100 }, (_, n) => ({ ok: true, value: n * 2 })));
    evaluator.close();
  });

  it("binds what the input brings and leaves JSONata's own functions", async () => {
    const evaluator = createEvaluator({ tables, workers: 2 });
    const [result] = await evaluator.evaluate("$map(list, function($n) { $n + $settings.add })[0]", [
      { data: { list: [1, 2] }, bindings: { settings: { add: 10 } } },
    ]);
    expect(result).toEqual({ ok: true, value: 11 });
  });

  it.each(["$map('taxes', code)", `${HEAVY}$map('taxes', code)))`])("reads a table through %s", async (expression) => {
    const evaluator = createEvaluator({ tables, workers: 2 });
    const results = await evaluator.evaluate(expression, inputs({ code: 1 }, { code: "9" }, { code: "2" }));
    expect(results[0]).toEqual({ ok: true, value: "20" });
    expect(results[1]).toMatchObject({
      ok: false,
      error: { code: "mapping.table_unmapped", details: { table: "taxes", code: "9" } },
    });
    expect(results[2]).toMatchObject({ ok: false, error: { code: "mapping.table_unmapped" } });
  });

  it("answers with the table's default, the fallback given, or an error for a table that is not there", async () => {
    const evaluator = createEvaluator({ tables, workers: 2 });
    expect(await evaluator.evaluate("$map('states', '7')", inputs({}))).toEqual([
      { ok: true, value: { order: "no", invoice: "no" } },
    ]);
    expect(await evaluator.evaluate("$map('taxes', '7', 'none')", inputs({}))).toEqual([{ ok: true, value: "none" }]);
    expect(await evaluator.evaluate("$map('carriers', '7')", inputs({}))).toMatchObject([
      { error: { code: "mapping.table_unknown" } },
    ]);
  });

  it("keeps the tables of two evaluators apart", async () => {
    const one = createEvaluator({ tables, workers: 2 });
    const other = createEvaluator({ tables: [{ key: "taxes", rows: { "1": { value: "5.5" } }, fallback: null }], workers: 2 });
    const expression = `${HEAVY}$map('taxes', 1)))`;
    expect(await Promise.all([one, other].map((each) => each.evaluate(expression, inputs({}))))).toEqual([
      [{ ok: true, value: "20" }],
      [{ ok: true, value: "5.5" }],
    ]);
  });

  it("fails only the record on which an expression never ends", async () => {
    const evaluator = createEvaluator({ tables, workers: 1, limits: QUICK });
    const expression = "n = 3 ? ($loop := function($x) { $loop($x + 1) }; $loop(0)) : n";
    const results = await evaluator.evaluate(expression, inputs(...Array.from({ length: 40 }, (_, n) => ({ n }))));
    expect(results.map((result) => result.ok)).toEqual(Array.from({ length: 40 }, (_, n) => n !== 3));
    expect(results[3]).toMatchObject({ ok: false, error: { code: "mapping.expression_timeout" } });
  });

  it("replaces a worker that hangs where JSONata cannot stop it, and does the other records", async () => {
    const evaluator = createEvaluator({ tables, workers: 1, limits: QUICK });
    const catastrophic = "$contains(text, /^(a+)+$/)";
    const texts = ["aa", `${"a".repeat(40)}!`, "b", "aaa"];
    const results = await evaluator.evaluate(catastrophic, inputs(...texts.map((text) => ({ text }))));
    expect(results[1]).toMatchObject({ ok: false, error: { code: "mapping.expression_timeout" } });
    expect(results.filter((result) => result.ok).map((result) => result.ok && result.value)).toEqual([true, false, true]);
  });

  it("refuses endless recursion, huge lists and huge results", async () => {
    const evaluator = createEvaluator({ tables, workers: 1, limits: { ...QUICK, timeoutMs: 2_000, resultSize: 1_000 } });
    const [deep] = await evaluator.evaluate("($f := function($x) { 1 + $f($x) }; $f(0))", inputs({}));
    expect(deep).toMatchObject({ ok: false, error: { details: { code: "D1011" } } });
    const [long] = await evaluator.evaluate("[1..1000000]", inputs({}));
    expect(long).toMatchObject({ ok: false, error: { details: { code: "D2015" } } });
    const [large] = await evaluator.evaluate("$pad('x', 5000)", inputs({}));
    expect(large).toMatchObject({ ok: false, error: { code: "record.too_large" } });
  });

  it("says where an expression does not parse, for each record", async () => {
    const evaluator = createEvaluator({ tables, workers: 1 });
    const results = await evaluator.evaluate("a +", inputs({}, {}));
    expect(results).toHaveLength(2);
    expect(results[0]).toMatchObject({ ok: false, error: { code: "mapping.expression_invalid", details: { code: "S0207" } } });
  });

  it("keeps JSONata's code and position with a record that failed", async () => {
    const evaluator = createEvaluator({ tables, workers: 1 });
    const [result] = await evaluator.evaluate("1 + name", inputs({ name: "x" }));
    expect(result).toMatchObject({
      ok: false,
      error: { code: "mapping.expression_failed", details: { code: "T2002", token: "+" } },
    });
  });

  it("gives plain JSON: no sequences, functions or numbers that JSON cannot hold", async () => {
    const evaluator = createEvaluator({ tables, workers: 1 });
    const expression = '{ "f": $uppercase, "l": function($x) { $x }, "list": items.id, "none": missing }';
    expect(await evaluator.evaluate(expression, inputs({ items: [{ id: 1 }, { id: 2 }] }))).toEqual([
      { ok: true, value: { list: [1, 2] } },
    ]);
  });

  it("cannot reach the prototype of anything", async () => {
    const evaluator = createEvaluator({ tables, workers: 1 });
    const [result] = await evaluator.evaluate("constructor.constructor", inputs({}));
    expect(result).toEqual({ ok: true, value: undefined });
  });
});
