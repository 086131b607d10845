import { describe, expect, it } from "vitest";
import { differencesOf } from "@/engine/document/merge/differences";
import { takeDifferences } from "@/engine/document/merge/take";
import type { FlowDocument } from "@/engine/document/schema";
import { makeFlow, makeNode, START } from "@/engine/testing/flows";
import type { JsonObject } from "@/lib/core/json";

const RECORD = '{\n  "name": lastname,\n  "email": email,\n  "options": {"shop": id}\n}';
const WRITE = makeNode("w", "write", { connection: "role:erp", stream: "orders", alias: "order", record: RECORD, batch: 10 });
const BASE = makeFlow([...START, WRITE], ["start>orders", "orders>w"]);

function withConfig(document: FlowDocument, id: string, config: JsonObject): FlowDocument {
  const nodes = document.nodes.map((node) => (node.id === id ? { ...node, config: { ...node.config, ...config } } : node));
  return { ...document, nodes };
}

const recordOf = (document: FlowDocument) => document.nodes.find(({ id }) => id === "w")?.config.record;

describe("differences with a template's newer version", () => {
  it("are none where the template changed nothing, or what is here already", () => {
    const ours = withConfig(BASE, "w", { batch: 50 });
    expect(differencesOf({ base: BASE, ours, theirs: BASE })).toEqual([]);
    expect(differencesOf({ base: BASE, ours, theirs: ours })).toEqual([]);
  });

  it("are told field by field inside a mapping, and merged beside what was changed here", () => {
    const theirs = withConfig(BASE, "w", {
      record: '(\n  $who := $uppercase(lastname);\n  {"name": $who, "email": email, "options": {"shop": id, "lang": lang}}\n)',
    });
    const ours = withConfig(BASE, "w", { record: RECORD.replace('"email": email', '"email": $lowercase(email)') });
    const documents = { base: BASE, ours, theirs };
    const differences = differencesOf(documents);
    expect(differences.map(({ what, isConflict }) => [what.kind === "value" ? what.field : what.kind, isConflict])).toEqual([
      [["$who"], false],
      [["name"], false],
      [["options", "lang"], false],
    ]);
    const merged = recordOf(takeDifferences(documents, differences));
    expect(merged).toContain("$who := $uppercase(lastname);");
    expect(merged).toContain('"email": $lowercase(email)');
    expect(merged).toContain('"lang": lang');
    const [, name] = differences;
    expect(recordOf(takeDifferences(documents, name ? [name] : []))).not.toContain("lang");
  });

  it("are conflicts where both changed the same field; refused, what is here stays", () => {
    const ours = withConfig(BASE, "w", { record: RECORD.replace("lastname", "company"), batch: 20 });
    const theirs = withConfig(BASE, "w", { record: RECORD.replace("lastname", "firstname"), batch: 30 });
    const documents = { base: BASE, ours, theirs };
    const differences = differencesOf(documents);
    expect(differences).toHaveLength(2);
    expect(differences.every(({ isConflict }) => isConflict)).toBe(true);
    expect(differences[0]?.what).toMatchObject({ field: ["name"], base: "lastname", ours: "company", theirs: "firstname" });
    expect(takeDifferences(documents, [])).toEqual(ours);
    expect(recordOf(takeDifferences(documents, differences))).toContain('"name": firstname');
  });

  it("are one choice for a step put between two others, with its edges", () => {
    const filter = makeNode("f", "filter", { condition: "true" });
    const theirs = makeFlow([...START, filter, WRITE], ["start>orders", "orders>f", "f>w"]);
    const documents = { base: BASE, ours: BASE, theirs };
    const differences = differencesOf(documents);
    expect(differences.map(({ id }) => id)).toEqual(["node.added:f"]);
    const ends = (document: FlowDocument) => document.edges.map(({ source, target }) => `${source}>${target}`).sort();
    expect(ends(takeDifferences(documents, differences))).toEqual(["f>w", "orders>f", "start>orders"]);
    // And back: a version that takes the step out joins its neighbours again.
    const back = { base: theirs, ours: theirs, theirs: BASE };
    expect(differencesOf(back).map(({ id }) => id)).toEqual(["node.removed:f"]);
    expect(ends(takeDifferences(back, differencesOf(back)))).toEqual(["orders>w", "start>orders"]);
  });

  it("ask before a step changed here is taken out, and before one taken out here comes back", () => {
    const without = makeFlow(START, ["start>orders"]);
    const ours = withConfig(BASE, "w", { batch: 50 });
    expect(differencesOf({ base: BASE, ours, theirs: without })[0]).toMatchObject({ id: "node.removed:w", isConflict: true });
    const theirs = withConfig(BASE, "w", { batch: 60 });
    expect(differencesOf({ base: BASE, ours: without, theirs })[0]).toMatchObject({ id: "node.added:w", isConflict: true });
    expect(differencesOf({ base: BASE, ours: without, theirs: BASE })).toEqual([]);
  });

  it("reach the flow's own settings and lines, and leave the drawing of here alone", () => {
    const moved = { ...BASE, layout: { ...BASE.layout, positions: { ...BASE.layout.positions, w: { x: 900, y: 900 } } } };
    const theirs = { ...BASE, name: "New name", settings: { pageSize: 50, maxFailures: 3 } };
    const documents = { base: BASE, ours: moved, theirs };
    const merged = takeDifferences(documents, differencesOf(documents));
    expect(merged.settings).toEqual({ pageSize: 50, maxFailures: 3 });
    expect(merged.name).toBe("New name");
    expect(merged.layout).toEqual(moved.layout);
    const joined = {
      ...BASE,
      edges: [...BASE.edges, { ...BASE.edges[0], id: "x", source: "start", target: "w" }],
    } as FlowDocument;
    const line = { base: BASE, ours: BASE, theirs: joined };
    expect(differencesOf(line)[0]?.what.kind).toBe("edge.added");
    expect(takeDifferences(line, differencesOf(line)).edges).toHaveLength(BASE.edges.length + 1);
  });
});
