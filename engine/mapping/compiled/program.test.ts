import { beforeAll, describe, expect, it } from "vitest";
import { interpreterOf } from "@/engine/mapping/compile";
import { prepare } from "@/engine/mapping/compiled/program";
import { DEFAULT_LIMITS } from "@/engine/mapping/limits";
import { compare, type FuzzReport, fuzz } from "@/engine/mapping/testing/fuzz";
import type { Json } from "@/lib/core/json";

beforeAll(prepare);

const ORDER: Json = {
  id: 7,
  reference: "XKBKNABJK",
  lines: [
    { kind: "product", sku: "A", qty: 2, price: 10.5, tags: ["x", "y"] },
    { kind: "product", sku: "B", qty: 1, price: 20, tags: [] },
    { kind: "shipping", sku: "S", qty: 1, price: 5 },
  ],
  one: [{ a: 1 }],
  nested: [[1, 2], [3]],
  none: [],
  addresses: { delivery: { city: "Lyon" } },
};

async function agree(expression: string, data: Json = ORDER): Promise<FuzzReport> {
  const report: FuzzReport = {
    ...{ seed: 0, cases: 0, invalid: 0, refused: 0, asked: 0, askedInVain: 0, compiled: 0, mismatches: [] },
  };
  await compare({ expression, input: { data, bindings: { settings: { prefix: "PS-", on: true } } } }, report);
  return report;
}

describe("compiled code", () => {
  it.each([
    // Paths, predicates, positions
    "lines.sku",
    'lines[kind = "product"].sku',
    'lines[kind="shipping"]',
    "lines[0].sku",
    "lines[-1].sku",
    "lines[[0..1]].price",
    "lines[qty > 1][0]",
    "lines.tags",
    "lines[].sku",
    "one.a[]",
    "one[0]",
    "nested[0]",
    "nested[1][0]",
    "lines.tags[0]",
    "(lines.tags)[0]",
    "missing[true]",
    "none.a",
    "addresses.*.city",
    "**.city",
    '"lines".sku',
    "$.lines.(price * qty)",
    // Sequences of one and of none
    'lines[sku = "A"].tags',
    'lines[sku = "B"].tags',
    '[lines[sku = "A"].sku]',
    'lines[sku = "A"].[sku, qty]',
    'lines[sku = "Z"]',
    // Constructors, grouping, order
    '{ "ref": $settings.prefix & reference, "lines": [lines.{ "sku": sku, "total": $multiply(qty, price) }] }',
    "lines{kind: $sum(price)}",
    "lines{kind: sku[]}",
    "lines.{kind: sku}",
    "lines^(>price).sku",
    "lines^(kind, <price)[0]",
    // Blocks, lambdas, higher-order functions
    "($x := 2; $y := $x * 3; [$x, $y])",
    "($f := function($n) { $n * 2 }; $map(lines.qty, $f))",
    "$filter(lines, function($l, $i) { $i > 0 and $l.price > 5 }).sku",
    "$reduce(lines.price, function($sum, $p) { $sum + $p }, 1)",
    "$sort(lines, function($a, $b) { $a.price > $b.price }).sku",
    "$each(addresses, function($v, $k) { $k & $v.city })",
    '$sift(lines[0], function($v, $k) { $k in ["sku", "qty"] })',
    "$map(lines.tags, $uppercase)",
    "lines.tags ~> $map($uppercase) ~> $join('-')",
    "($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(5))",
    "($y := 1; $f := function() { $y }; $y := 2; $f())",
    // Conditions, operators, texts
    "lines ? 'some' : 'none'",
    "missing ?? 'default'",
    "none ?: 'default'",
    "'a' in ['a', 'b'] and not_there != 1 or false",
    "1 / 3 & ''",
    "$string(lines[0])",
    "$split(reference, /[KB]+/)",
    "$replace(reference, /(K)(B)/, '[$2$1]')",
    "$match(reference, /[A-Z]K/).match",
    "$formatNumber(1234.5, '#,##0.00')",
    "$fromMillis(1711450800000, '[D01]/[M01]/[Y0001]')",
  ])("gives of %s what JSONata gives", async (expression) => {
    expect(await agree(expression)).toMatchObject({ compiled: 1, mismatches: [] });
  });

  it.each([
    ["unwraps once, and no more, what a tail call hands on", "$map([1], function($v) { $filter(false, function($w) { {} }) })"],
    ["unwraps again in a block around it", "($map([1], function($v) { $filter(false, function($w) { {} }) }))"],
    ["keeps the raw result of a tail call in a list", "$map([1, 2], function($v) { $filter([1], function($w) { true }) })"],
    [
      "unwraps the branch of a condition that is no tail call",
      "$map([1, 2], function($v) { $v > 1 ? $filter([1], function($w) { true }) : lines[0].tags[0] })",
    ],
    ["reads a group that is not there as text", "$replace(reference, /(K)/, '$01-$10')"],
    ["groups what is empty", "missing{kind: 1}"],
    ["takes a list of numbers as positions", "lines[[0, 2]].sku"],
    ["takes an empty list as no position", "lines[none].sku"],
    ["looks outside for a name not bound yet", "($x := 1; ($a := $x; $x := 2; [$a, $x]))"],
  ])("%s", async (_title, expression) => {
    expect(await agree(expression)).toMatchObject({ compiled: 1, mismatches: [] });
  });

  it.each([
    ["[$x := 1, $x]", "an assignment beside its reader"],
    ["lines.sku.%.qty", "the parent operator"],
    ["lines@$l.sku", "a focus"],
    ["lines#$i.sku", "an index"],
    ["$eval('1')", "evaluation"],
    ["$append(?, 1)", "partial application"],
    ["$ ~> |lines|{'a': 1}|", "a transform"],
    ["$random()", "chance"],
  ])("leaves %s to JSONata: %s", async (expression) => {
    expect(await agree(expression)).toMatchObject({ refused: 1 });
  });

  it.each([
    ["$spread(b)", { b: { kind: 1, _jsonata_lambda: true } }],
    ["$string(b)", { b: { _jsonata_function: true } }],
    ["b.kind", { b: { kind: 1, _jsonata_lambda: true } }],
    ["b ? 1 : 2", { b: { _jsonata_function: true } }],
  ])("agrees on %s where the data are marked as functions are", async (expression, data) => {
    expect(await agree(expression, data)).toMatchObject({ mismatches: [] });
  });

  it.each(["lines + 1", "$sum(lines.sku)", "-reference", "$number('x')", "missing()", "lines^(tags)", "1 < 'a'", "{1: 2}"])(
    "asks JSONata for the error of %s",
    async (expression) => {
      const { compiled, askedInVain } = await agree(expression);
      expect({ compiled, askedInVain }).toEqual({ compiled: 0, askedInVain: 0 });
      await expect(
        (await interpreterOf(expression, DEFAULT_LIMITS))({ data: ORDER, bindings: {} }, new Map()),
      ).rejects.toBeDefined();
    },
  );
});

describe("a fuzzer", () => {
  it("finds no difference between compiled code and JSONata on 4,000 random expressions", { timeout: 120_000 }, async () => {
    const seed = 20_260_726;
    const { mismatches, ...counts } = await fuzz({ seed, cases: 4_000 });
    console.log(`fuzz ${JSON.stringify(counts)}`);
    expect({ seed, mismatches }).toEqual({ seed, mismatches: [] });
    // Enough of them must be compiled for this to compare anything.
    expect(counts.compiled).toBeGreaterThan(2_000);
  });
});
