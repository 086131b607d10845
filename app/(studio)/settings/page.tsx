import { saveOwnMail, savePassword, saveRetention, saveWorkspace } from "@/app/(studio)/settings/actions";
import { savePreference } from "@/app/preferences";
import { SettingsPage } from "@/components/settings/settings-page";
import { findUser } from "@/db/queries/accounts";
import { listIntegrations } from "@/db/queries/integrations";
import { findWorkspace } from "@/db/queries/workspaces";
import { DEFAULT_TIME_ZONE } from "@/lib/i18n/locale";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { getApp } from "@/lib/server/compose";
import { readOwnMail } from "@/lib/server/notifications/member-mail";
import { MIN_PASSWORD_LENGTH } from "@/lib/server/password";
import { readRetention } from "@/lib/server/retention";
import { requireSession } from "@/lib/server/session";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("settings.title") };
}

export default async function Page() {
  const { access, user, workspace } = await requireSession();
  const app = await getApp();
  const { db } = app;
  const { locale } = await getIntl();
  const { workspaceId } = access;
  const [row, account, mail, integrations] = await Promise.all([
    findWorkspace({ db, workspaceId }),
    findUser({ db, userId: user.id }),
    readOwnMail(app, { ...access, userId: user.id }),
    listIntegrations({ db, workspaceId }),
  ]);
  return (
    <SettingsPage
      workspace={{ name: workspace.workspaceName, timeZone: row?.timeZone ?? DEFAULT_TIME_ZONE }}
      person={{ name: user.name, email: user.email, hasPassword: account?.passwordHash != null }}
      locale={locale}
      minLength={MIN_PASSWORD_LENGTH}
      mayManage={isAllowed(access.role, "workspace.manage")}
      saveWorkspace={saveWorkspace}
      changePassword={savePassword}
      savePreference={savePreference}
      retention={await readRetention(app, access)}
      saveRetention={saveRetention}
      mail={{
        mail,
        integrations: integrations.map(({ id, name }) => ({ id, name })),
        hasServer: app.env.smtp !== undefined,
        save: saveOwnMail,
      }}
    />
  );
}
