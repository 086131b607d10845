import { insertConnection } from "@/db/queries/connections";
import { newId } from "@/lib/core/ids";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { type Installed, installTemplate } from "@/lib/server/integrations/install";

/** PrestaShop to Dolibarr between the installation's sandboxes, in a workspace that is there already. */
export async function installOnSandboxes(
  app: App,
  { workspaceId, name }: { workspaceId: string; name: string },
): Promise<{ access: Access; installed: Installed }> {
  const access: Access = { workspaceId, role: "owner", actor: "system" };
  const connections = { shop: newId("con"), erp: newId("con") };
  for (const [id, connector] of [
    [connections.shop, "prestashop"],
    [connections.erp, "dolibarr"],
  ] as const) {
    const row = { id, workspaceId, connector, name: connector, config: {}, sandbox: connector };
    await insertConnection({ db: app.db, values: row });
  }
  return { access, installed: await installTemplate(app, access, { template: "prestashop-dolibarr", name, connections }) };
}
