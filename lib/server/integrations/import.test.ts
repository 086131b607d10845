import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertConnection } from "@/db/queries/connections";
import { listFlows } from "@/db/queries/flows";
import { listIntegrations } from "@/db/queries/integrations";
import { newId } from "@/lib/core/ids";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { readFlow, saveDraft } from "@/lib/server/flows/flows";
import { readSchedules } from "@/lib/server/flows/schedules";
import { exportIntegration } from "@/lib/server/integrations/export";
import { importIntegration, inspectFile } from "@/lib/server/integrations/import";
import { patchIntegration, readIntegration } from "@/lib/server/integrations/integrations";
import { changeTable, readTable } from "@/lib/server/integrations/tables";

let world: FlowWorld;
beforeAll(async () => {
  world = await openFlowWorld();
});
afterAll(() => world.close());

const exported = async () => exportIntegration(world.app, world.access, world.installed.id);
const count = async () => (await listIntegrations({ db: world.app.db, workspaceId: world.access.workspaceId })).length;
const take = (file: unknown, more: { name?: string; connections?: Record<string, string> } = {}) =>
  importIntegration(world.app, world.access, { file: JSON.stringify(file), connections: {}, ...more });

describe("an integration in a file", () => {
  it("has its flows, tables, settings and schedules, and no secret, address or id of a connection", async () => {
    const file = await exported();
    const text = JSON.stringify(file);
    expect(file.flows.map(({ key }) => key)).toContain("orders");
    expect(file.tables.map(({ key }) => key)).toContain("taxes");
    expect(file.connections.map(({ key, connector }) => [key, connector])).toEqual([
      ["shop", "prestashop"],
      ["erp", "dolibarr"],
    ]);
    expect(text).not.toContain("127.0.0.1");
    expect(text).not.toMatch(/con_[a-z0-9]{8}|apiKey|secret/i);
  });

  it("comes back the same: what was set, drawn and chosen, its schedules off", async () => {
    const flowId = world.flowId("orders");
    const { row } = await readFlow(world.app, world.access, flowId);
    await saveDraft(world.app, world.access, { flowId, document: { ...row.draft, name: "Mes commandes" } });
    await patchIntegration(world.app, world.access, world.installed.id, {
      settings: { guests: false },
      options: { debug: true },
    });
    const taxes = world.installed.tables.find(({ key }) => key === "taxes")?.id ?? "";
    const [open] = (await readTable(world.app, world.access, taxes)).rows.filter(({ origin }) => origin === "none");
    const known = (await readTable(world.app, world.access, taxes)).rows.find(({ origin }) => origin === "auto")?.target ?? null;
    await changeTable(world.app, world.access, taxes, { rows: [{ source: open?.sourceId ?? "", target: known }] });
    const file = await exported();
    const { id, missing, rematched } = await take(file, { name: "Copie" });
    expect(rematched).toBe(0);
    const copy = await readIntegration(world.app, world.access, id);
    const original = await readIntegration(world.app, world.access, world.installed.id);
    expect(copy.row).toMatchObject({ name: "Copie", areas: original.row.areas, settings: original.row.settings });
    expect(copy.row.options).toMatchObject({ debug: true });
    expect(missing.map(({ kind }) => kind)).toEqual(original.missing.map(({ kind }) => kind));
    const again = await exportIntegration(world.app, world.access, id);
    expect({ ...again, name: file.name }).toEqual(file);
    for (const flow of copy.flows) {
      const { version, modified, row: stored } = await readFlow(world.app, world.access, flow.id);
      expect(version?.number).toBe(1);
      expect(modified).toBe(flow.key === "orders");
      expect(stored.templateBase?.version).toBe(original.template.version);
      for (const { enabled } of await readSchedules(world.app, world.access, flow.id)) expect(enabled).toBe(false);
    }
  });

  it("asks for a connection where several fit, and takes the one that is chosen", async () => {
    const other = newId("con");
    const { workspaceId } = world.access;
    const values = { workspaceId, connector: "dolibarr", config: {}, sandbox: "dolibarr" };
    await insertConnection({ db: world.app.db, values: { ...values, id: other, name: "Autre société" } });
    const file = await exported();
    const unnamed = { ...file, connections: file.connections.map((wanted) => ({ ...wanted, name: "ailleurs" })) };
    const summary = await inspectFile(world.app, world.access, JSON.stringify(unnamed), "fr");
    expect(summary.connections.map(({ key, matched }) => [key, matched === null])).toEqual([
      ["shop", false],
      ["erp", true],
    ]);
    await expect(take(unnamed)).rejects.toMatchObject({ details: { issues: [{ path: "connections.erp" }] } });
    const { id } = await take(unnamed, { connections: { erp: other } });
    expect((await readIntegration(world.app, world.access, id)).row.connections.erp).toBe(other);
  });

  it("matches anew what the systems of here do not have, and says so", async () => {
    const file = await exported();
    const tables = file.tables.map((table) =>
      table.key === "taxes" ? { ...table, rows: table.rows.map((row) => ({ ...row, target: { value: "999" } })) } : table,
    );
    const { rematched } = await take({ ...file, tables });
    expect(rematched).toBeGreaterThan(0);
  });

  it("that is bad makes nothing, and says each place", async () => {
    const before = await count();
    const flows = (await listFlows({ db: world.app.db, workspaceId: world.access.workspaceId })).length;
    const file = await exported();
    const bad = [
      { ...file, template: { id: "nothing", version: 1 } },
      { ...file, settings: { guests: "perhaps" } },
      { ...file, connections: file.connections.slice(0, 1) },
      { ...file, tables: [{ ...file.tables[0], definition: { key: file.tables[0]?.key } }] },
      { ...file, flows: [{ ...file.flows[0], document: { ...file.flows[0]?.document, nodes: "none" } }] },
    ];
    const paths = [
      /^template\.id$/,
      /^settings\.guests$/,
      /^connections$/,
      /^tables\.0\.definition\./,
      /^flows\.0\.document\.nodes$/,
    ];
    for (const [index, each] of bad.entries()) {
      await expect(take(each)).rejects.toMatchObject({
        code: "request.invalid",
        details: {
          issues: expect.arrayContaining([expect.objectContaining({ path: expect.stringMatching(paths[index] ?? /x/) })]),
        },
      });
    }
    expect(await count()).toBe(before);
    expect((await listFlows({ db: world.app.db, workspaceId: world.access.workspaceId })).length).toBe(flows);
  });
});
