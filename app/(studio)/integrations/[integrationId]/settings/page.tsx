import { toSettingsView } from "@/app/(studio)/_views/settings";
import { saveIntegration } from "@/app/(studio)/integrations/actions";
import { loadIntegration } from "@/app/(studio)/integrations/load-integration";
import { SettingsForm } from "@/components/integrations/settings-form";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";

/** Settings as the template describes them, with the values of both systems in their lists. */
export default async function SettingsTab({ params }: { params: Promise<{ integrationId: string }> }) {
  const { app, access, detail } = await loadIntegration((await params).integrationId);
  const { t, locale } = await getIntl();
  const view = await toSettingsView({ app, workspaceId: access.workspaceId, detail, locale, t });
  return (
    <SettingsForm
      key={JSON.stringify(view.values)}
      view={view}
      save={saveIntegration}
      readOnly={!isAllowed(access.role, "integration.write")}
    />
  );
}
