import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFlow } from "@/db/queries/flows";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { coverageOf } from "@/lib/server/flows/coverage";
import { patchIntegration } from "@/lib/server/integrations/integrations";
import { autoMatchTable, changeTable, readTable } from "@/lib/server/integrations/tables";

let world: FlowWorld;
beforeAll(async () => {
  world = await openFlowWorld();
});
afterAll(() => world.close());

const tableId = (key: string) => world.installed.tables.find((table) => table.key === key)?.id ?? "";
const measure = (key: string, limit = 60) => coverageOf(world.app, world.access, world.flowId(key), { limit });

describe("coverage on live records", () => {
  it("counts records by the rows their values have, and names the values without one", async () => {
    const taxes = tableId("taxes");
    const { rows, row } = await readTable(world.app, world.access, taxes);
    expect(row.fallback).toBeNull();
    await patchIntegration(world.app, world.access, world.installed.id, { settings: { unmappedTax: "block" } });
    await changeTable(world.app, world.access, taxes, { rows: rows.map(({ sourceId }) => ({ source: sourceId, target: null })) });
    const { records, tables } = await measure("products");
    expect(records).toBe(60);
    const coverage = tables.find(({ table }) => table === "taxes");
    expect(coverage?.unmapped).toBeGreaterThan(0);
    expect(coverage?.unmapped).toBe(coverage?.records);
    const labels = new Set(rows.map(({ sourceLabel }) => sourceLabel));
    for (const { label, records: count } of coverage?.values ?? []) {
      expect(labels).toContain(label);
      expect(count).toBeGreaterThan(0);
    }
  });

  it("counts those that take the default apart: they do not fail", async () => {
    const taxes = tableId("taxes");
    await changeTable(world.app, world.access, taxes, { default: "20" });
    const coverage = (await measure("products", 20)).tables.find(({ table }) => table === "taxes");
    expect(coverage).toMatchObject({ unmapped: 0, byDefault: coverage?.records });
    await changeTable(world.app, world.access, taxes, { default: null });
    await autoMatchTable(world.app, world.access, taxes);
  });

  it("tells which step looks up, and which fields of the target some records do not fit", async () => {
    const row = await findFlow({ db: world.app.db, workspaceId: world.access.workspaceId, flowId: world.flowId("products") });
    if (!row) throw new Error("the flow is installed");
    const nodes = row.draft.nodes.map((node) =>
      node.id === "product"
        ? { ...node, config: { ...node.config, record: '{"ref": reference, "label": "Produit", "status": "souvent"}' } }
        : node,
    );
    const { fields } = await coverageOf(world.app, world.access, row.id, {
      document: { ...row.draft, nodes },
      limit: 10,
    });
    expect(fields).toContainEqual(
      expect.objectContaining({
        nodeId: "product",
        records: 10,
        of: 10,
        problem: expect.objectContaining({ target: ["status"] }),
      }),
    );
    const draft = await measure("products", 10);
    for (const { nodeId } of draft.tables) expect(row.draft.nodes.map(({ id }) => id)).toContain(nodeId);
  });

  it("writes nothing", async () => {
    const requests = async () => (await fetch(`${world.sandboxes.dolibarr.url}/__sandbox/stats`)).json();
    const before = await requests();
    await measure("orders", 20);
    const after = await requests();
    expect(after.POST ?? after.methods?.POST).toEqual(before.POST ?? before.methods?.POST);
  });

  it("EBP-90 counts a payment module by its row for the currency, and names the currency no row is for", async () => {
    const payments = tableId("paymentModes");
    const { rows } = await readTable(world.app, world.access, payments);
    const full = rows.map(({ sourceId, target }) => ({ source: sourceId, target }));
    const casesIn = (currency: string) => full.map((row) => ({ ...row, source: `${row.source}?currency=${currency}` }));
    const emptied = full.map(({ source }) => ({ source, target: null }));
    await changeTable(world.app, world.access, payments, { rows: [...emptied, ...casesIn("CHF")], default: null });
    const open = (await measure("orders")).tables.find(({ table }) => table === "paymentModes");
    expect(open?.unmapped).toBeGreaterThan(0);
    // The sample shop sells in several currencies: orders in francs have their row.
    const currencies = new Set((open?.values ?? []).map(({ code }) => code.slice(-3)));
    expect(currencies).toContain("EUR");
    expect(currencies).not.toContain("CHF");
    for (const { code, label } of open?.values ?? []) {
      expect(code).toMatch(/\?currency=[A-Z]{3}$/);
      expect(label).toMatch(/ \([A-Z]{3}\)$/);
    }
    await changeTable(world.app, world.access, payments, { rows: [...currencies].flatMap(casesIn) });
    const covered = (await measure("orders")).tables.find(({ table }) => table === "paymentModes");
    expect(covered).toMatchObject({ unmapped: 0, byDefault: 0, values: [] });
    await changeTable(world.app, world.access, payments, { rows: full });
  });
});
