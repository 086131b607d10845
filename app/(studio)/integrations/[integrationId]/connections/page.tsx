import { toConnectionView } from "@/app/(studio)/_views/connections";
import { systemOf } from "@/app/(studio)/_views/systems";
import { mendProblem, testConnection } from "@/app/(studio)/connections/actions";
import { saveIntegration } from "@/app/(studio)/integrations/actions";
import { loadIntegration } from "@/app/(studio)/integrations/load-integration";
import { RoleConnections } from "@/components/integrations/role-connections";
import type { RoleConnection } from "@/components/integrations/types";
import { listConnections } from "@/db/queries/connections";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";

export default async function ConnectionsTab({ params }: { params: Promise<{ integrationId: string }> }) {
  const { app, access, detail } = await loadIntegration((await params).integrationId);
  const { locale } = await getIntl();
  const rows = await listConnections({ db: app.db, workspaceId: access.workspaceId });
  const roles = detail.template.roles.map(({ role, title, connectors }): RoleConnection => {
    const row = rows.find((one) => one.id === detail.row.connections[role]);
    const view = row ? toConnectionView(row, locale, []) : null;
    const connector = row?.connector ?? connectors[0];
    return {
      role,
      title: title[locale],
      system: systemOf(connector),
      current: view && { id: view.id, name: view.name, address: view.address, state: view.state, sandbox: view.sandbox },
      choices: rows.filter((one) => one.connector === connector).map((one) => ({ value: one.id, label: one.name })),
    };
  });
  return (
    <RoleConnections
      integrationId={detail.row.id}
      roles={roles}
      save={saveIntegration}
      check={testConnection}
      mend={mendProblem}
      may={{ write: isAllowed(access.role, "integration.write"), check: isAllowed(access.role, "connection.check") }}
    />
  );
}
