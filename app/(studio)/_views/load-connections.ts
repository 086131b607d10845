import { toConnectionView, toConnectorView } from "@/app/(studio)/_views/connections";
import { allConnectors } from "@/app/(studio)/_views/systems";
import type { ConnectionView, ConnectorView } from "@/components/connections/types";
import type { Queryable } from "@/db/client";
import { listConnections } from "@/db/queries/connections";
import { listIntegrations } from "@/db/queries/integrations";
import type { Locale } from "@/lib/core/text";

type Scope = { db: Queryable; workspaceId: string; locale: Locale };

export async function loadConnections(scope: Scope): Promise<{ connections: ConnectionView[]; connectors: ConnectorView[] }> {
  const { db, workspaceId, locale } = scope;
  const [rows, integrations] = await Promise.all([listConnections({ db, workspaceId }), listIntegrations({ db, workspaceId })]);
  const usersOf = (id: string) =>
    integrations
      .filter((integration) => Object.values(integration.connections).includes(id))
      .map((integration) => integration.name);
  const views = rows.map((row) => toConnectionView(row, locale, usersOf(row.id)));
  return {
    connections: views.filter((view) => view !== null),
    connectors: allConnectors().map((connector) => toConnectorView(connector, locale)),
  };
}
