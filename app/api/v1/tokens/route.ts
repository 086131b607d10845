import { toTime, toTimeOrNull } from "@/app/api/v1/shared";
import { createTokenContract, listTokensContract } from "@/app/api/v1/tokens/schema";
import { listTokens } from "@/db/queries/workspaces";
import { defineRoute } from "@/lib/server/define-route";
import { createToken } from "@/lib/server/tokens";

export const GET = defineRoute(listTokensContract, async ({ app, access: { workspaceId } }) => {
  const rows = await listTokens({ db: app.db, workspaceId });
  const data = rows.map(({ id, name, role, hint, createdAt, expiresAt, lastUsedAt }) => {
    const times = { createdAt: toTime(createdAt), expiresAt: toTimeOrNull(expiresAt), lastUsedAt: toTimeOrNull(lastUsedAt) };
    return { id, name, role, hint, ...times };
  });
  return { data, nextCursor: null };
});

export const POST = defineRoute(createTokenContract, async ({ app, access, body: { name, role, expiresAt } }) =>
  createToken(app, access, { name, role, ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }) }),
);
