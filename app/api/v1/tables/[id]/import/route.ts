import { importTableContract } from "@/app/api/v1/tables/schema";
import { toTable } from "@/app/api/v1/tables/shape";
import { defineRoute } from "@/lib/server/define-route";
import { importTable } from "@/lib/server/integrations/table-sheet";

export const POST = defineRoute(importTableContract, async ({ app, access, params, body: { file, revision } }) => {
  const bytes = Buffer.from(file, "base64");
  const { changed, table } = await importTable(app, access, params.id, { bytes, revision, locale: "en" });
  return { changed, table: toTable(table) };
});
