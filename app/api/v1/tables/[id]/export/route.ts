import { exportTableContract } from "@/app/api/v1/tables/schema";
import { defineRoute } from "@/lib/server/define-route";
import { exportTable } from "@/lib/server/integrations/table-sheet";
import { SHEET_TYPES } from "@/lib/server/sheets/sheet";

export const GET = defineRoute(exportTableContract, async ({ app, access, params, query: { format, locale } }) => {
  const { name, bytes } = await exportTable(app, access, params.id, { format, locale });
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`;
  return new Response(bytes, { headers: { "content-type": SHEET_TYPES[format], "content-disposition": disposition } });
});
