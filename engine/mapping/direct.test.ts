import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EvaluationInput } from "@/engine/interpreter/ports";
import { compile, compileJsonata } from "@/engine/mapping/compile";
import { ASK_JSONATA, compileDirect } from "@/engine/mapping/direct";
import { DEFAULT_LIMITS } from "@/engine/mapping/limits";
import type { Tables } from "@/engine/mapping/tables";
import type { Json } from "@/lib/core/json";

const TABLES: Tables = new Map([["taxes", { key: "taxes", rows: { "1": { value: "20" } }, fallback: null }]]);

const names = fc.constantFrom("a", "b", "c");
const scalars: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>("", "x", "1", "y z", 0, 1, 2.5, -3, true, false, null),
  fc.integer({ min: -9, max: 9 }),
);
const data: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(names, tie("value"), { maxKeys: 3 }),
  ),
})).value;

const expressions: fc.Arbitrary<string> = fc.letrec<{ text: string; path: string }>((tie) => ({
  path: fc
    .tuple(
      fc.constantFrom("", "", "$settings.", "$links.", "$."),
      fc.array(
        fc.tuple(names, fc.constantFrom("", "", "", "[0]", "[1]")).map((step) => step.join("")),
        { minLength: 1, maxLength: 3 },
      ),
    )
    .map(([root, steps]) => root + steps.join(".")),
  text: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie("path"),
    fc.constantFrom("$", "$settings", "1", '"x"', '""', "true", "null", "-2", "$item.key"),
    fc
      .tuple(tie("text"), fc.constantFrom("=", "!=", "<", ">=", "&", "+", "-", "*", "and", "or", "in"), tie("text"))
      .map(([l, op, r]) => `(${l} ${op} ${r})`),
    fc.tuple(tie("text"), tie("text"), tie("text")).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
    fc.array(tie("text"), { maxLength: 3 }).map((list) => `[${list.join(", ")}]`),
    fc.tuple(tie("text"), tie("text")).map(([a, b]) => `{ "p": ${a}, "q": ${b} }`),
    fc.tuple(tie("path"), tie("text")).map(([path, value]) => `${path}.{ "p": ${value} }`),
    fc
      .tuple(
        fc.constantFrom(
          "exists",
          "not",
          "boolean",
          "count",
          "uppercase",
          "trim",
          "string",
          "length",
          "firstFilled",
          "roundTo",
          "total",
        ),
        tie("text"),
      )
      .map(([name, a]) => `$${name}(${a})`),
    fc
      .tuple(fc.constantFrom("add", "multiply", "firstFilled", "joinFilled", "contains"), tie("text"), tie("text"))
      .map(([name, a, b]) => `$${name}(${a}, ${b})`),
    tie("text").map((code) => `$map("taxes", ${code}, "none")`),
    tie("text").map((code) => `$map("taxes", ${code})`),
  ),
})).text;

describe("compileDirect", () => {
  it("says of any expression and any data exactly what JSONata says", async () => {
    const counts = { direct: 0, asked: 0 };
    await fc.assert(
      fc.asyncProperty(expressions, data, data, async (text, record, settings) => {
        const input: EvaluationInput = { data: record, bindings: { settings, links: { a: { b: "id" } }, item: { key: "k" } } };
        const [ours, own] = await Promise.all([compile(text, DEFAULT_LIMITS), compileJsonata(text, DEFAULT_LIMITS)]);
        if (!ours.ok || !own.ok) return expect(ours).toEqual(own);
        countDirect(counts, text, input);
        expect(await ours.evaluate(input, TABLES)).toEqual(await own.evaluate(input, TABLES));
      }),
      { numRuns: 1_500 },
    );
    // Random values are mostly odd ones: enough of them must be plain for this to compare anything.
    expect(counts.direct).toBeGreaterThan(300);
  });

  it.each([
    '{ "ref": $settings.prefix & reference, "lines": [lines.{ "sku": $uppercase(sku), "total": $roundTo($multiply(qty, net)) }] }',
    "$links.tiers.id",
    "$map('taxes', id)",
  ])("takes %s", (text) => {
    expect(compileDirect(text)).toBeTypeOf("function");
  });

  it.each([
    "lines[-1]",
    "lines[qty > 1].sku",
    "lines[0][0]",
    "lines[].sku",
    "$map(lines, function($l) { $l.sku })",
    "($x := 1; $x)",
    "$contains(a, /x/)",
    "a ~> $uppercase",
    "**.sku",
    "lines@$l.sku",
    "lines{sku: qty}",
    "$htmlToText(a)",
    "$eval(a)",
    "[1..9]",
    "a.b.%",
    "$now()",
  ])("leaves %s to JSONata", (text) => {
    expect(compileDirect(text)).toBeUndefined();
  });
});

function countDirect(counts: { direct: number; asked: number }, text: string, input: EvaluationInput): void {
  try {
    compileDirect(text)?.(input, TABLES);
    counts.direct += 1;
  } catch (thrown) {
    if (thrown !== ASK_JSONATA) throw thrown;
    counts.asked += 1;
  }
}
