import { list } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { resourceOf } from "@/connectors/prestashop/resources";

/** The newest change of a stream in one request of two fields; null for lists that do not say when they changed. */
export async function newest(ctx: PrestashopContext, stream: string): Promise<string | null> {
  const resource = resourceOf(stream);
  if (resource.cursorField === undefined) return null;
  const dated = resource.cursorField === "date_upd";
  const [row] = await list(ctx, resource, {
    display: dated ? "[id,date_upd]" : "[id]",
    sort: dated ? "[date_upd_DESC,id_DESC]" : "[id_DESC]",
    limit: 1,
    ...(dated ? { date: true } : {}),
  });
  return row ? `${String(row.date_upd ?? "")} ${String(row.id)}` : "";
}
