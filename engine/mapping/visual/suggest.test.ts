import { describe, expect, it } from "vitest";
import { checkMapping, checkValue } from "@/engine/mapping/visual/check";
import { fieldsOfSchema } from "@/engine/mapping/visual/fields";
import type { Rule, VisualMapping } from "@/engine/mapping/visual/model";
import { parseMapping } from "@/engine/mapping/visual/parse";
import { suggestLines } from "@/engine/mapping/visual/suggest";

const text = { type: "string" };
const schema = (properties: Record<string, object>, required: string[] = []) =>
  fieldsOfSchema(JSON.parse(JSON.stringify({ type: "object", properties, "x-requiredOnCreate": required })));
const EMPTY: VisualMapping = { variables: [], members: [] };

describe("suggestions", () => {
  const source = schema({
    id: text,
    lastname: text,
    postcode: text,
    date_add: { type: "string", format: "date-time" },
    email: text,
    vatNumber: text,
    lines: { type: "array", items: { type: "object", properties: { product_quantity: { type: "integer" }, email: text } } },
  });
  const target = schema({
    id: text,
    email: text,
    zip: text,
    tva_intra: text,
    dateadd: { type: "string", format: "date-time" },
    socid: text,
    locked: { type: "string", readOnly: true },
    lines: { type: "array", items: { type: "object", properties: { qty: { type: "string", format: "decimal" } } } },
  });

  it("come from names, synonyms in French and English, types and lists", () => {
    const found = suggestLines({ mapping: EMPTY, source, target });
    expect(found.map(({ target: to, source: from, reason }) => [to.join("."), from?.join("."), reason])).toEqual([
      ["email", "email", "sameName"],
      ["zip", "postcode", "synonym"],
      ["tva_intra", "vatNumber", "synonym"],
      ["dateadd", "date_add", "similar"],
      ["lines", "lines", "sameName"],
      ["lines.qty", "lines.product_quantity", "synonym"],
    ]);
  });

  it("begin with what the templates do, and leave alone what has a rule", () => {
    const rule: Rule = { kind: "constant", value: 1 };
    const mapping = parseMapping('{"email": "x"}') ?? EMPTY;
    const found = suggestLines({ mapping, source, target, known: new Map([["socid", rule]]) });
    expect(found.find((each) => each.target[0] === "socid")).toEqual({ target: ["socid"], rule, reason: "knownPair" });
    expect(found.some((each) => each.target[0] === "email")).toBe(false);
  });
});

describe("checks against the target", () => {
  const target = schema(
    {
      name: { type: "string", maxLength: 5 },
      client: { type: "integer", enum: [0, 1] },
      id: { type: "string", readOnly: true },
      lines: { type: "array", items: { type: "object", properties: { qty: text }, "x-requiredOnCreate": ["qty"] } },
      array_options: { type: "object" },
    },
    ["name"],
  );
  const check = (mapping: string, isCreated = true) =>
    checkMapping({ mapping: parseMapping(mapping) ?? EMPTY, target, isCreated, tables: ["taxes"] }).map(
      ({ target: at, code }) => `${at.join(".")} ${code}`,
    );

  it("name required fields that have no rule, when a record can be created", () => {
    expect(check('{"client": 1, "lines": [lines.{}]}')).toEqual(["name required", "lines.qty required"]);
    expect(check('{"client": 1}', false)).toEqual([]);
  });

  it("name fields the target does not have or sets itself, tables that do not exist, and constants that do not fit", () => {
    expect(check('{"name": a, "id": b, "nam": c, "array_options": {"options_x": d}}')).toEqual([
      "id readOnly",
      "nam unknownField",
    ]);
    expect(check('{"name": $map("taxe", a), "client": 3}')).toEqual(["name unknownTable", "client value"]);
    expect(check('{"name": "too long"}')).toEqual(["name length"]);
    expect(check('{"name": a, "client": "one"}')).toEqual(["client type"]);
  });

  it("tell whether a value of a sample fits", () => {
    const [name, client] = target;
    expect(name && checkValue(name, null)).toEqual([{ target: ["name"], code: "empty", severity: "warning" }]);
    expect(client && checkValue(client, "1")).toEqual([]);
    expect(client && checkValue(client, { a: 1 })[0]).toMatchObject({ code: "type", params: { found: "object" } });
  });
});
