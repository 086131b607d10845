import { describe, expect, it } from "vitest";
import { drawLine, removeRule, ruleAt, setRule } from "@/engine/mapping/visual/edit";
import { fieldsOfSchema, flatten, mergeSamples, valueAt } from "@/engine/mapping/visual/fields";
import { parseMapping } from "@/engine/mapping/visual/parse";
import { printMapping } from "@/engine/mapping/visual/print";

const source = mergeSamples(
  [],
  [
    {
      id: 7,
      customer: { email: "a@b.fr", lastname: "Morel", firstname: "Claire" },
      lines: [{ ref: "TAS", qty: "2.5" }],
      addresses: [{ city: "Lyon" }],
    },
  ],
);
const target = fieldsOfSchema({
  type: "object",
  properties: {
    name: { type: "string", maxLength: 128 },
    id: { type: "string", readOnly: true },
    town: { type: ["string", "null"] },
    "x-y": { type: "string", format: "decimal" },
    labels: { type: "object", format: "translated" },
    lines: {
      type: "array",
      items: { type: "object", properties: { product_ref: {}, qty: { type: "string", format: "decimal" } } },
    },
  },
  "x-requiredOnCreate": ["name"],
});
const trees = { source, target };
const empty = { variables: [], members: [] };
const draw = (mapping: typeof empty | NonNullable<ReturnType<typeof parseMapping>>, from: string, to: string) =>
  drawLine(mapping, { source: from.split("."), target: to.split(".") }, trees);
const text = (mapping: Parameters<typeof printMapping>[0]) => printMapping(mapping).replaceAll(/\s+/g, " ");

describe("drawing", () => {
  it("one line makes a field, a second one joins both", () => {
    const one = draw(empty, "customer.lastname", "name");
    expect(text(one)).toBe('{ "name": customer.lastname }');
    expect(text(draw(one, "customer.firstname", "name"))).toBe(
      '{ "name": $join([customer.lastname, customer.firstname][$ != ""], " ") }',
    );
  });

  it("a line between fields of two lists repeats the target for each entry", () => {
    const one = draw(empty, "lines.ref", "lines.product_ref");
    expect(text(one)).toBe('{ "lines": [lines.{ "product_ref": ref }] }');
    expect(text(draw(one, "lines.qty", "lines.qty"))).toBe('{ "lines": [lines.{ "product_ref": ref, "qty": qty }] }');
    expect(text(draw(one, "customer.email", "lines.qty"))).toBe(
      '{ "lines": [lines.{ "product_ref": ref, "qty": $$.customer.email }] }',
    );
    expect(text(draw(empty, "lines", "lines"))).toBe('{ "lines": [lines.{}] }');
  });

  it("out of a list into one value the first entry is taken; bound names keep their dollar", () => {
    expect(text(draw(empty, "addresses.city", "town"))).toBe('{ "town": addresses[0].city }');
    expect(text(draw(empty, "$links.tiers.id", "town"))).toBe('{ "town": $links.tiers.id }');
  });

  it("a rule is set and taken away at any depth", () => {
    const made = setRule(empty, ["labels", "fr"], { kind: "constant", value: "Tasse" });
    expect(text(made)).toBe('{ "labels": { "fr": "Tasse" } }');
    expect(ruleAt(made, ["labels", "fr"])).toEqual({ kind: "constant", value: "Tasse" });
    expect(removeRule(made, ["labels", "fr"])).toEqual(empty);
    const opaque = parseMapping('{"labels": $merge(x)}');
    expect(opaque && setRule(opaque, ["labels", "fr"], { kind: "constant", value: 1 })).toEqual(opaque);
  });
});

describe("fields", () => {
  it("come from the schema with what it says of them, and from samples", () => {
    const marks = Object.fromEntries(target.map((field) => [field.name, [field.type, field.required, field.readOnly]]));
    expect(marks).toEqual({
      name: ["text", true, false],
      id: ["text", false, true],
      town: ["text", false, false],
      "x-y": ["amount", false, false],
      labels: ["texts", false, false],
      lines: ["list", false, false],
    });
    expect(flatten(source).map((field) => `${field.path.join(".")} ${field.type}`)).toEqual([
      "id integer",
      "customer object",
      "customer.email text",
      "customer.lastname text",
      "customer.firstname text",
      "lines list",
      "lines.ref text",
      "lines.qty amount",
      "addresses list",
      "addresses.city text",
    ]);
    expect(valueAt({ lines: [{ qty: 2 }, { qty: 3 }] }, ["lines", "qty"])).toBe(2);
  });
});
