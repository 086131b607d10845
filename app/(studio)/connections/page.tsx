import { loadConnections } from "@/app/(studio)/_views/load-connections";
import {
  addConnection,
  changeConnection,
  mendProblem,
  removeConnection,
  startEvents,
  testConnection,
} from "@/app/(studio)/connections/actions";
import { ConnectionsPage } from "@/components/connections/connections-page";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("connections.title") };
}

export default async function Page({ searchParams }: { searchParams: Promise<{ open?: string }> }) {
  const { access } = await requireSession();
  const { db } = await getApp();
  const { locale } = await getIntl();
  const { connections, connectors } = await loadConnections({ db, workspaceId: access.workspaceId, locale });
  return (
    <ConnectionsPage
      connections={connections}
      connectors={connectors}
      actions={{
        create: addConnection,
        update: changeConnection,
        check: testConnection,
        mend: mendProblem,
        events: startEvents,
        remove: removeConnection,
      }}
      may={{ write: isAllowed(access.role, "connection.write"), check: isAllowed(access.role, "connection.check") }}
      initial={(await searchParams).open}
    />
  );
}
