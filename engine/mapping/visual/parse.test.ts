import { readdirSync, readFileSync } from "node:fs";
import jsonata from "jsonata";
import { describe, expect, it } from "vitest";
import type { Member, Rule, SimpleRule, Source, VisualMapping } from "@/engine/mapping/visual/model";
import { isPassThrough, parseMapping, parseRule } from "@/engine/mapping/visual/parse";
import { printMapping, printRule } from "@/engine/mapping/visual/print";
import { sameAst } from "@/engine/mapping/visual/same-ast";

/** A small generator of numbers, so that a failing case can be found again by its seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Draw = ReturnType<typeof numbers>;
const NAMES = ["id", "lastname", "e mail", "and", "Prénom", "address1", "x_1", "true", "lines"];
const TEXTS = ["", " ", "\n", 'say "so"', "l’été", "\\", "a/b", "$map", "/* no */"];
const FILTERS = ["0", 'kind = "product"', "deleted != true", "$number(qty) > 0"];
const EXPRESSIONS = ["$uppercase(lastname)", "a + b", "$sum(lines.qty)", "a = 1 and b = 2", "$c.($x := 1)", "(a; b)"];

const pick = <T>(draw: Draw, from: readonly T[]): T => from[draw(from.length)] as T;
const some = <T>(draw: Draw, least: number, most: number, make: () => T): T[] =>
  Array.from({ length: least + draw(most - least + 1) }, make);

function source(draw: Draw): Source {
  const steps = some(draw, 1, 3, () => ({ name: pick(draw, NAMES), filters: some(draw, 0, 2, () => pick(draw, FILTERS)) }));
  const variable = pick(draw, [undefined, undefined, "links", "$", ""]);
  return variable === undefined ? { steps } : { variable, steps };
}

function simple(draw: Draw): SimpleRule {
  if (draw(3) > 0) return { kind: "field", source: source(draw) };
  return { kind: "constant", value: pick(draw, [null, true, false, 0, -3, 1.5, ...TEXTS]) };
}

function members(draw: Draw, depth: number): Member[] {
  const names = new Set(some(draw, 0, 4, () => pick(draw, [...NAMES, ...TEXTS])));
  return [...names].map((name) => ({ name, rule: rule(draw, depth), ...(draw(5) === 0 ? { note: "why it is so" } : {}) }));
}

function variables(draw: Draw) {
  return some(draw, 0, 2, () => ({ name: pick(draw, ["a", "company"]), text: pick(draw, ["b.c", ...EXPRESSIONS]) }));
}

function rule(draw: Draw, depth: number): Rule {
  const kinds: (() => Rule)[] = [
    () => simple(draw),
    () => ({ kind: "join", parts: some(draw, 1, 3, () => simple(draw)), separator: pick(draw, TEXTS), skipEmpty: draw(2) === 0 }),
    () => ({ kind: "text", parts: some(draw, 2, 4, () => simple(draw)) }),
    () => ({
      kind: "table",
      table: pick(draw, ["taxes", "payment modes"]),
      source: source(draw),
      asText: draw(2) === 0,
      ...(draw(2) === 0 ? { column: pick(draw, NAMES.slice(0, 3)) } : {}),
      ...(draw(2) === 0 ? { fallback: simple(draw) } : {}),
    }),
    () => ({
      kind: "lookup",
      pairs: some(draw, 1, 3, () => [pick(draw, TEXTS), pick(draw, [1, "x", null])] as const),
      source: source(draw),
    }),
    () => ({ kind: "expression", text: pick(draw, EXPRESSIONS) }),
  ];
  if (depth > 0) {
    const inner = () => rule(draw, depth - 1);
    kinds.push(
      () => ({ kind: "default", value: inner(), fallback: inner() }),
      () => ({
        kind: "conditional",
        cases: some(draw, 1, 3, () => ({ when: pick(draw, ["a = 1", "$exists(b)", "(a ? b : c)"]), gives: inner() })),
        ...(draw(2) === 0 ? { otherwise: inner() } : {}),
      }),
      () => ({ kind: "object", members: members(draw, depth - 1) }),
      () => ({ kind: "each", source: source(draw), variables: variables(draw), members: members(draw, depth - 1) }),
    );
  }
  return pick(draw, kinds)();
}

describe("rules and JSONata", () => {
  it("what is drawn is written, and read back as it was drawn (200 random mappings)", () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const draw = numbers(seed);
      const mapping: VisualMapping = { variables: variables(draw), members: members(draw, 2) };
      const text = printMapping(mapping);
      expect(() => jsonata(text), `seed ${seed}: ${text}`).not.toThrow();
      // Reading may find a plainer word for the same thing; once read, nothing changes any more.
      const read = parseMapping(text);
      expect(read, `seed ${seed}: ${text}`).toBeDefined();
      if (!read) continue;
      const again = printMapping(read);
      expect(sameAst(again, text), `seed ${seed}: ${text}`).toBe(true);
      expect(parseMapping(again), `seed ${seed}: ${text}`).toEqual(read);
    }
  });

  it("every kind of rule is read back as itself", () => {
    const c = { steps: [{ name: "company", filters: [] }] };
    const field = { kind: "field", source: c } as const;
    const rules: Rule[] = [
      field,
      { kind: "constant", value: -2 },
      { kind: "join", parts: [field, field], separator: ", ", skipEmpty: true },
      { kind: "text", parts: [field, { kind: "constant", value: " " }, field] },
      { kind: "table", table: "taxes", source: c, asText: true, column: "code", fallback: { kind: "constant", value: null } },
      { kind: "lookup", pairs: [["fr", "fr_FR"]], source: c },
      { kind: "default", value: field, fallback: { kind: "constant", value: "" } },
      {
        kind: "conditional",
        cases: [
          { when: "a = 1", gives: field },
          { when: "b", gives: field },
        ],
        otherwise: field,
      },
      { kind: "conditional", cases: [{ when: "a = 1", gives: field }] },
      { kind: "object", members: [{ name: "fr", rule: field }] },
      { kind: "each", source: c, variables: [{ name: "line", text: "$" }], members: [{ name: "qty", rule: field }] },
      { kind: "expression", text: "$uppercase(a)" },
    ];
    for (const each of rules) expect(parseRule(printRule(each)), printRule(each)).toEqual(each);
  });

  it("reads other ways to write the same, and says the same afterwards", () => {
    for (const text of [
      "{'name': a.b , 'x' : a ? a : 'none'}",
      "( $c := $; /* the name */ { /* as told */ 'n': $c.a[0].b } )",
      '{"re": $replace(a, /[,"]/, ""), "half": total / 2, "share": (a + b) / c}',
      '{"a": b /* kept */, "c": function($x) { $x & "," }(d)}',
    ]) {
      const mapping = parseMapping(text);
      expect(mapping, text).toBeDefined();
      if (mapping) expect(sameAst(printMapping(mapping), text)).toBe(true);
    }
    expect(parseRule("b /* kept */")).toEqual({ kind: "expression", text: "b /* kept */" });
  });

  it("a text that is no object with named fields is not drawn", () => {
    for (const text of ["record", "{a: b}", '{"a": 1, "a": 2}', "lines.{'a': b}", "{", '$merge([$, {"a": 1}])'])
      expect(parseMapping(text), text).toBeUndefined();
    expect(isPassThrough(" $ ")).toBe(true);
    expect(parseMapping("$")).toEqual({ variables: [], members: [] });
  });

  it("the template's own mappings are drawn", () => {
    const folder = "templates/prestashop-dolibarr/flows";
    const records = readdirSync(folder).flatMap((file) => {
      const flow = JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as {
        nodes: { kind: string; config: { record?: string } }[];
      };
      return flow.nodes.flatMap(({ config: { record } }) => (record === undefined ? [] : [record]));
    });
    const drawn = records.filter((text) => parseMapping(text));
    // Those are made by a step before the write.
    expect([...new Set(records.filter((text) => !drawn.includes(text)))]).toEqual(["record"]);
    const kinds = drawn.flatMap((text) => parseMapping(text)?.members.map((member) => member.rule.kind) ?? []);
    expect(kinds.filter((kind) => kind !== "expression").length / kinds.length).toBeGreaterThan(0.8);
  });
});
