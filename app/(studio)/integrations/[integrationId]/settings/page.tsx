import { toSettingsView } from "@/app/(studio)/_views/settings";
import { saveIntegration } from "@/app/(studio)/integrations/actions";
import { loadIntegration } from "@/app/(studio)/integrations/load-integration";
import { MailCard } from "@/components/integrations/mail-card";
import { SettingsForm } from "@/components/integrations/settings-form";
import { NO_MAIL } from "@/lib/core/mail";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";

/** Settings as the template describes them, with the values of both systems in their lists. */
export default async function SettingsTab({ params }: { params: Promise<{ integrationId: string }> }) {
  const { app, access, detail } = await loadIntegration((await params).integrationId);
  const { t, locale } = await getIntl();
  const view = await toSettingsView({ app, workspaceId: access.workspaceId, detail, locale, t });
  const readOnly = !isAllowed(access.role, "integration.write");
  const { id, options } = detail.row;
  const mail = options.mail ?? { ...NO_MAIL, language: locale };
  return (
    <>
      <SettingsForm key={JSON.stringify(view.values)} view={view} save={saveIntegration} readOnly={readOnly} />
      <MailCard
        key={JSON.stringify(mail)}
        id={id}
        mail={mail}
        hasServer={app.env.smtp !== undefined}
        save={saveIntegration}
        readOnly={readOnly}
      />
    </>
  );
}
