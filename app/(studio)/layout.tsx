import type { ReactNode } from "react";
import { loadNotifications } from "@/app/(studio)/_views/notifications";
import { search, seeNotifications } from "@/app/(studio)/actions";
import { savePreference } from "@/app/preferences";
import { Frame } from "@/components/frame/frame";
import { ZoneProvider } from "@/components/frame/zone-provider";
import { countWaiting } from "@/db/queries/overview";
import { findWorkspace } from "@/db/queries/workspaces";
import { DEFAULT_TIME_ZONE } from "@/lib/i18n/locale";
import { getAppearance, getLocale } from "@/lib/i18n/server";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

/** Everything a signed-in person sees. */
export default async function StudioLayout({ children }: { children: ReactNode }) {
  const { access, user, workspace, workspaces } = await requireSession();
  const app = await getApp();
  const { db } = app;
  const [counts, row, { navCollapsed }, locale, notifications] = await Promise.all([
    countWaiting({ db, workspaceId: access.workspaceId }),
    findWorkspace({ db, workspaceId: access.workspaceId }),
    getAppearance(),
    getLocale(),
    loadNotifications(app, access),
  ]);
  return (
    <ZoneProvider timeZone={row?.timeZone ?? DEFAULT_TIME_ZONE}>
      <Frame
        workspace={{ id: workspace.workspaceId, name: workspace.workspaceName }}
        workspaces={workspaces.map((entry) => ({ id: entry.workspaceId, name: entry.workspaceName }))}
        person={{ name: user.name, email: user.email, role: access.role }}
        counts={counts}
        notifications={notifications}
        seeNotifications={seeNotifications}
        locale={locale}
        navCollapsed={navCollapsed}
        savePreference={savePreference}
        search={search}
      >
        {children}
      </Frame>
    </ZoneProvider>
  );
}
