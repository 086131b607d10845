import { addToken, removeToken } from "@/app/(studio)/settings/actions";
import { TokensPage } from "@/components/settings/tokens-page";
import { listTokens } from "@/db/queries/workspaces";
import { getIntl } from "@/lib/i18n/server";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("tokens.title") };
}

export default async function Page() {
  const { access } = await requireSession("workspace.manage");
  const { db } = await getApp();
  const tokens = await listTokens({ db, workspaceId: access.workspaceId });
  return (
    <TokensPage
      tokens={tokens.map(({ id, name, role, hint, lastUsedAt, expiresAt }) => ({
        id,
        name,
        role,
        hint,
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
        expiresAt: expiresAt?.toISOString() ?? null,
      }))}
      actions={{ create: addToken, revoke: removeToken }}
    />
  );
}
