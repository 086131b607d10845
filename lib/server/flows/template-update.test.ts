import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFlow, setTemplateBase } from "@/db/queries/flows";
import { listTables } from "@/db/queries/integrations";
import { differencesOf } from "@/engine/document/merge/differences";
import { takeDifferences } from "@/engine/document/merge/take";
import type { FlowDocument } from "@/engine/document/schema";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { addTemplateFlow, readTemplateUpdate, settleTemplate } from "@/lib/server/flows/template-update";
import { readIntegration } from "@/lib/server/integrations/integrations";

let world: FlowWorld;
beforeAll(async () => {
  world = await openFlowWorld();
});
afterAll(() => world.close());

/** The customers' flow as an older version of the template had it: another name, no step of contacts. */
async function standOnOlderVersion(flowId: string): Promise<FlowDocument> {
  const { workspaceId } = world.access;
  const row = await findFlow({ db: world.app.db, workspaceId, flowId });
  if (!row?.templateBase) throw new Error("no flow of the template");
  const { draft } = row;
  const older = {
    ...draft,
    name: "Older",
    nodes: draft.nodes.filter(({ id }) => id !== "contact"),
    edges: draft.edges.filter(({ source, target }) => source !== "contact" && target !== "contact"),
  };
  await setTemplateBase({ db: world.app.db, workspaceId, flowId, base: { ...row.templateBase, version: 0, document: older } });
  return older;
}

describe("a flow and its template", () => {
  it("are the same right after the installation, and both are kept", async () => {
    const update = await readTemplateUpdate(world.app, world.access, world.flowId("customers"));
    expect(update?.from).toBe(update?.to);
    const row = await findFlow({ db: world.app.db, ...world.access, flowId: world.flowId("customers") });
    expect(update?.base).toEqual(row?.draft);
  });

  it("differ when the template has a newer version, which is merged into the draft and settled", async () => {
    const flowId = world.flowId("customers");
    const older = await standOnOlderVersion(flowId);
    const update = await readTemplateUpdate(world.app, world.access, flowId);
    if (!update) throw new Error("the template is known");
    expect(update).toMatchObject({ from: 0, base: older });
    const documents = { base: update.base, ours: older, theirs: update.theirs };
    const differences = differencesOf(documents);
    expect(differences.map(({ id }) => id)).toContain("node.added:contact");
    const merged = takeDifferences(documents, differences);
    expect(differencesOf({ ...documents, ours: merged })).toEqual([]);
    expect(merged.nodes.map(({ id }) => id).sort()).toEqual(update.theirs.nodes.map(({ id }) => id).sort());
    await settleTemplate(world.app, world.access, { flowId, to: update.to });
    expect(await readTemplateUpdate(world.app, world.access, flowId)).toMatchObject({ from: update.to, to: update.to });
  });

  it("are offered the flows only the newer version has, each added once, published, as its area is", async () => {
    const { workspaceId } = world.access;
    const flowId = world.flowId("customers");
    const { sql } = world.app;
    await sql`delete from flows where integration_id = ${world.installed.id} and key in ('stocks', 'suppliers')`;
    const offered = async () => (await readTemplateUpdate(world.app, world.access, flowId))?.newFlows ?? [];
    expect((await offered()).map(({ key }) => key).sort()).toEqual(["stocks", "suppliers"]);
    const { id } = await addTemplateFlow(world.app, world.access, { flowId, key: "stocks" });
    const added = await findFlow({ db: world.app.db, workspaceId, flowId: id });
    expect(added).toMatchObject({ key: "stocks", integrationId: world.installed.id, enabled: false });
    expect(added?.publishedVersionId).not.toBeNull();
    expect((await offered()).map(({ key }) => key)).toEqual(["suppliers"]);
    const again = addTemplateFlow(world.app, world.access, { flowId, key: "stocks" });
    await expect(again).rejects.toMatchObject({ code: "request.not_found" });
  });

  it("of another version than the one looked at are not settled", async () => {
    const settle = settleTemplate(world.app, world.access, { flowId: world.flowId("customers"), to: 999 });
    await expect(settle).rejects.toMatchObject({ code: "request.conflict" });
  });

  it("give the integration what the newer version adds: settings with their defaults and tables, matched", async () => {
    const { workspaceId } = world.access;
    const { id } = world.installed;
    const { sql } = world.app;
    await sql`delete from map_tables where integration_id = ${id} and key = 'taxes'`;
    await sql`update integrations set settings = settings - 'guests', template_version = 0 where id = ${id}`;
    const flowId = world.flowId("orders");
    const to = (await readTemplateUpdate(world.app, world.access, flowId))?.to ?? 0;
    await settleTemplate(world.app, world.access, { flowId, to });
    const tables = await listTables({ db: world.app.db, workspaceId, integrationId: id });
    expect(tables.map(({ key }) => key)).toContain("taxes");
    const { row } = await readIntegration(world.app, world.access, id);
    expect(row.settings).toHaveProperty("guests");
    expect(row.templateVersion).toBe(to);
  });
});
