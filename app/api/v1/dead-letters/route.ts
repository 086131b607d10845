import { listDeadLettersContract } from "@/app/api/v1/dead-letters/schema";
import { toLetter } from "@/app/api/v1/dead-letters/shape";
import { readTimeCursor, toPage, toTime } from "@/app/api/v1/shared";
import { listDeadLetters } from "@/db/queries/dead-letters";
import { defineRoute } from "@/lib/server/define-route";

export const GET = defineRoute(listDeadLettersContract, async ({ app, access: { workspaceId }, query }) => {
  const { limit, flow: flowId, status, state } = query;
  const before = readTimeCursor(query.cursor);
  const rows = await listDeadLetters({ db: app.db, workspaceId, flowId, status, state, before, limit: limit + 1 });
  return toPage(rows, limit, {
    item: (row) => ({ ...toLetter(row), flow: row.flow }),
    position: (row) => [toTime(row.updatedAt), row.id],
  });
});
