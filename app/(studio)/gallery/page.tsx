import { loadConnections } from "@/app/(studio)/_views/load-connections";
import { toTemplateView } from "@/app/(studio)/_views/template-view";
import { addConnection, testConnection } from "@/app/(studio)/connections/actions";
import { install } from "@/app/(studio)/gallery/actions";
import { GalleryPage } from "@/components/gallery/gallery-page";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";
import { TEMPLATES } from "@/templates/registry";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("gallery.title") };
}

export default async function Page() {
  const { access } = await requireSession();
  const { db } = await getApp();
  const { locale } = await getIntl();
  const { connections, connectors } = await loadConnections({ db, workspaceId: access.workspaceId, locale });
  return (
    <GalleryPage
      templates={TEMPLATES.map((template) => toTemplateView(template, locale))}
      connections={connections.map(({ id, name, connector, address, sandbox, state }) => ({
        id,
        name,
        connector: connector.id,
        address,
        sandbox,
        lost: state === "lost",
      }))}
      connectors={connectors}
      install={install}
      addConnection={addConnection}
      testConnection={testConnection}
      readOnly={!isAllowed(access.role, "integration.write")}
    />
  );
}
