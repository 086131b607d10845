import { describe, expect, it } from "vitest";
import type { FlowDocument, FlowNode } from "@/engine/document/schema";
import { hasErrors, type ValidationEnv, validateFlow } from "@/engine/document/validate";
import { makeEdge, makeFlow, makeNode, START } from "@/engine/testing/flows";
import en from "@/messages/en.json";
import fr from "@/messages/fr.json";

const ENV: ValidationEnv = {
  connections: { "role:shop": "prestashop", "role:erp": "dolibarr" },
  tables: ["taxes"],
  settings: ["prefix"],
  catalogs: {
    prestashop: { streams: [{ name: "orders", modes: ["read"] }], actions: [] },
    dolibarr: {
      streams: [
        { name: "orders", modes: ["read", "create"] },
        { name: "customers", modes: ["create", "update"] },
      ],
      actions: ["validate"],
    },
  },
};
const WRITE = makeNode("w", "write", { connection: "role:erp", stream: "orders", alias: "order" });
const VALID = makeFlow([...START, WRITE], ["start>orders", "orders>w"]);

function codes(document: FlowDocument, env = ENV): string[] {
  return validateFlow(document, env).map(({ code }) => code);
}

function withNode(node: FlowNode, edges: string[] = ["start>orders", "orders>w", `w>${node.id}`]): FlowDocument {
  return makeFlow([...START, WRITE, node], edges);
}

describe("validateFlow", () => {
  it("pins a link that no step before makes to the field of the mapping that names it", () => {
    const record = '{"name": name, "address": {"town": $links.tiers.town}, "lines": lines.{"ref": $links.item.ref}}';
    const write = makeNode("d", "write", { connection: "role:erp", stream: "customers", alias: "c", record });
    const problems = validateFlow(withNode(write), ENV).filter(({ code }) => code === "unknown_link_field");
    expect(problems.map(({ nodeId, path, params }) => [nodeId, path, params])).toEqual([
      ["d", "record", { name: "tiers", field: "address.town" }],
      ["d", "record", { name: "item", field: "lines" }],
    ]);
    const fixed = { ...write, config: { ...write.config, record: record.replace("tiers", "order").replace("item", "order") } };
    expect(codes(withNode(fixed))).toEqual([]);
  });

  it("takes a way out of a branch that leads nowhere for an end only where the branch says so", () => {
    const branch = makeNode("b", "branch", { cases: [{ id: "paid", label: "Paid", when: "paid" }] });
    expect(codes(withNode(branch))).toEqual(["unconnected_handle", "unconnected_handle"]);
    expect(codes(withNode({ ...branch, ends: ["paid", "otherwise"] }))).toEqual([]);
    const read = { ...(START[1] ?? WRITE), ends: ["out"] };
    expect(codes(makeFlow([START[0] ?? WRITE, read], ["start>orders"]))).toEqual(["unconnected_handle"]);
  });

  it("finds nothing wrong with a flow that may run", () => {
    expect(validateFlow(VALID, ENV)).toEqual([]);
  });

  it.each<[string, FlowDocument]>([
    ["no_trigger", makeFlow([START[1] ?? WRITE, WRITE], ["orders>w"])],
    ["several_triggers", { ...VALID, nodes: [...VALID.nodes, makeNode("s", "trigger-schedule")] }],
    ["no_records", makeFlow([START[0] ?? WRITE, WRITE], ["start>w"])],
    ["duplicate_id", { ...VALID, nodes: [...VALID.nodes, makeNode("w", "note", { text: "x" })] }],
    ["edge_without_node", { ...VALID, edges: [...VALID.edges, makeEdge("w>gone")] }],
    ["unknown_handle", { ...VALID, edges: [...VALID.edges, makeEdge("orders:other>w")] }],
    ["read_after_records", withNode(makeNode("r", "read", { connection: "role:shop", stream: "orders" }))],
    ["cycle", withNode(makeNode("f", "filter", { expression: "true" }), ["start>orders", "orders>w", "w>f", "f>w"])],
    ["unreachable", withNode(makeNode("f", "filter", { expression: "true" }), ["start>orders", "orders>w"])],
    ["unconnected_handle", makeFlow(START, ["start>orders"])],
    ["config_missing", withNode(makeNode("t", "transform"))],
    ["config_invalid", withNode(makeNode("d", "write", { connection: "role:erp", stream: "customers", alias: "Bad alias" }))],
    ["expression_invalid", withNode(makeNode("f", "filter", { expression: "a +" }))],
    ["unknown_connection", withNode(makeNode("d", "write", { connection: "role:crm", stream: "customers", alias: "crm" }))],
    ["unknown_table", withNode(makeNode("m", "map-table", { table: "carriers", source: "id", into: "x" }))],
    ["unknown_table", withNode(makeNode("f", "filter", { expression: "$map('carriers', id)" }))],
    ["unknown_stream", withNode(makeNode("d", "write", { connection: "role:erp", stream: "quotes", alias: "quote" }))],
    ["stream_mode", withNode(makeNode("d", "write", { connection: "role:erp", stream: "orders", alias: "o", mode: "update" }))],
    ["unknown_action", withNode(makeNode("v", "action", { connection: "role:erp", action: "explode", target: "order" }))],
    ["duplicate_alias", withNode(makeNode("d", "write", { connection: "role:erp", stream: "customers", alias: "order" }))],
    ["unknown_alias", withNode(makeNode("v", "action", { connection: "role:erp", action: "validate", target: "invoice" }))],
    ["duplicate_target", withNode(makeNode("d", "write", { connection: "role:erp", stream: "orders", alias: "again" }))],
    ["unknown_link", withNode(makeNode("f", "filter", { expression: "$links.invoice.id" }))],
    ["unknown_setting", withNode(makeNode("f", "filter", { expression: "$settings.suffix" }))],
  ])("%s", (code, document) => {
    expect(codes(document)).toContain(code);
    expect(Object.keys(en.problems)).toContain(code);
    expect(Object.keys(fr.problems)).toContain(code);
  });

  it.each<Record<string, string>>([{ mode: "update" }, { when: "isLate" }])(
    "lets a record be written here and taken up there: %j",
    (how) => {
      const again = { connection: "role:erp", stream: "orders", alias: "order", ...how };
      const found = codes(withNode(makeNode("d", "write", again)));
      expect(found.filter((code) => code.startsWith("duplicate"))).toEqual([]);
    },
  );

  it("pins an expression that does not parse to its field and character", () => {
    const rule = { fields: [{ field: "email", value: "$lowercase(email" }] };
    const [problem] = validateFlow(
      withNode({ ...WRITE, id: "d", config: { ...WRITE.config, stream: "customers", alias: "c", match: [rule] } }),
      ENV,
    );
    expect(problem).toMatchObject({
      code: "expression_invalid",
      severity: "error",
      nodeId: "d",
      path: "match.0.fields.0.value",
      params: { code: "S0203", position: "16" },
    });
  });

  it("asks nothing of disabled nodes and notes, nor of a catalog it does not have", () => {
    const disabled = withNode(makeNode("t", "transform", {}, { disabled: true }));
    expect(hasErrors(validateFlow(disabled, ENV))).toBe(false);
    expect(codes({ ...VALID, nodes: [...VALID.nodes, makeNode("n", "note", { text: "x" })] })).toEqual([]);
    const anything = withNode(makeNode("d", "write", { connection: "role:erp", stream: "quotes", alias: "quote" }));
    expect(codes(anything, { connections: ENV.connections, tables: [] })).toEqual([]);
  });

  it("lets two ways of a branch write the same record under the same name", () => {
    const cases = [{ id: "a", label: "A", when: "true" }];
    const document = makeFlow(
      [...START, makeNode("b", "branch", { cases }), { ...WRITE, id: "w1" }, { ...WRITE, id: "w2" }],
      ["start>orders", "orders>b", "b:a>w1", "b:otherwise>w2"],
    );
    expect(codes(document)).toEqual([]);
  });

  it("warns, and does not refuse, what would only be useless", () => {
    const document = withNode(makeNode("f", "filter", { expression: "$links.invoice.id" }));
    expect(hasErrors(validateFlow(document, ENV))).toBe(false);
  });
});

describe("a target that could not be asked whether a record is there", () => {
  const codesOf = (idempotency: "externalRef" | "naturalKey" | "none", config: FlowNode["config"] = {}) => {
    const { dolibarr, ...catalogs } = ENV.catalogs ?? {};
    const node = { ...WRITE, config: { ...WRITE.config, ...config } };
    const env = { ...ENV, catalogs: { ...catalogs, dolibarr: { streams: [], actions: [], ...dolibarr, idempotency } } };
    return validateFlow(makeFlow([...START, node], ["start>orders", "orders>w"]), env);
  };
  const rule = { match: [{ fields: [{ field: "ref", value: "ref" }] }] };

  it("is told of in the editor, at the rules of the node, and does not keep the flow from being published", () => {
    for (const idempotency of ["none", "naturalKey"] as const) {
      const problems = codesOf(idempotency);
      expect(problems).toEqual([{ code: "no_identity", severity: "warning", nodeId: "w", path: "match" }]);
      expect(hasErrors(problems)).toBe(false);
    }
  });

  it("is not, where a rule recognises its records or it keeps our reference", () => {
    expect(codesOf("none", rule)).toEqual([]);
    expect(codesOf("externalRef")).toEqual([]);
  });
});

describe("what a write gives to its target", () => {
  const schema = {
    type: "object",
    properties: { name: { type: "string", maxLength: 4 }, client: { type: "integer" }, id: { type: "string", readOnly: true } },
    "x-requiredOnCreate": ["name"],
  };
  const env: ValidationEnv = {
    ...ENV,
    catalogs: { dolibarr: { streams: [{ name: "orders", modes: ["create"], schema }], actions: [] } },
  };
  const problems = (record: string) => {
    const node = makeNode("w", "write", { connection: "role:erp", stream: "orders", alias: "order", record });
    return validateFlow(makeFlow([...START, node], ["start>orders", "orders>w"]), env).map(({ code, params }) => [
      code,
      params?.field,
    ]);
  };

  it("is held against its schema: required fields, types, lengths, fields it does not have", () => {
    expect(problems('{"client": 1}')).toEqual([["field_required", "name"]]);
    expect(problems('{"name": a, "client": "one", "nam": b}')).toEqual([
      ["field_type", "client"],
      ["field_unknown", "nam"],
    ]);
    expect(problems('{"name": "too long"}')).toEqual([["field_length", "name"]]);
  });

  it("is left alone where nothing is drawn", () => {
    expect(problems("$")).toEqual([]);
    expect(problems("record")).toEqual([]);
  });
});
