import { describe, expect, it } from "vitest";
import { readIntegrationFile, renameConnections } from "@/engine/document/integration-file";
import { makeFlow, makeNode, START } from "@/engine/testing/flows";
import { AppError } from "@/lib/core/errors";

const document = makeFlow([...START, makeNode("w", "write", { connection: "con_a1", stream: "orders" })], ["start>orders"]);
const FILE = {
  passerelle: "integration",
  fileVersion: 1,
  name: "Shop and ERP",
  template: { id: "prestashop-dolibarr", version: 1 },
  areas: ["orders"],
  settings: {},
  options: {},
  connections: [{ key: "shop", connector: "prestashop", name: "Shop" }],
  tables: [],
  flows: [{ key: "orders", enabled: true, document, published: true, templateBase: null, schedules: [] }],
};

function issuesOf(file: unknown, locale: "en" | "fr" = "en"): unknown {
  try {
    readIntegrationFile(typeof file === "string" ? file : JSON.stringify(file), locale);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.details.issues;
  }
  return undefined;
}

describe("the file of an integration", () => {
  it("is read as it was written", () => {
    expect(readIntegrationFile(JSON.stringify(FILE))).toEqual(FILE);
  });

  it("is refused with every place that is wrong, in the reader's language", () => {
    const [flow] = FILE.flows;
    const broken = {
      ...FILE,
      name: "",
      secret: "x",
      flows: [{ ...flow, document: { ...document, nodes: [{ ...document.nodes[0], kind: "magic" }] } }],
    };
    const paths = ["flows.0.document.nodes.0.kind", "name", ""];
    expect(issuesOf(broken)).toEqual(expect.arrayContaining(paths.map((path) => expect.objectContaining({ path }))));
    expect(JSON.stringify(issuesOf(broken, "fr"))).toContain("Option invalide");
    expect(JSON.stringify(issuesOf(broken))).toContain("secret");
  });

  it("is refused where it is no JSON, no integration, of another version, or names one thing twice", () => {
    expect(issuesOf("{oops")).toEqual([{ path: "", message: expect.stringContaining("not JSON") }]);
    expect(issuesOf(document)).toEqual([{ path: "passerelle", message: expect.any(String) }]);
    expect(issuesOf({ ...FILE, fileVersion: 7 })).toEqual([{ path: "fileVersion", message: expect.stringContaining("7") }]);
    const [flow] = FILE.flows;
    const newer = { ...FILE, flows: [flow, { ...flow, key: "b", draft: { ...document, schemaVersion: 5 } }] };
    expect(issuesOf(newer)).toEqual([{ path: "flows.1.draft.schemaVersion", message: expect.stringContaining("5") }]);
    expect(issuesOf({ ...FILE, flows: [flow, flow] })).toEqual([{ path: "flows.1.key", message: "stands twice" }]);
  });

  it("names connections of here once they are chosen", () => {
    const renamed = renameConnections(document, new Map([["con_a1", "con_b2"]]));
    expect(renamed.nodes.find(({ id }) => id === "w")?.config.connection).toBe("con_b2");
    expect(document.nodes.find(({ id }) => id === "w")?.config.connection).toBe("con_a1");
  });
});
