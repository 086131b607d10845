import type { CountRequest } from "@/connectors/contract";
import { list } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { planRead, query } from "@/connectors/prestashop/paging";
import { reading } from "@/connectors/prestashop/related";
import { resourceOf } from "@/connectors/prestashop/resources";
import { countByAsking } from "@/lib/core/count";

/** Streams made of several lists, or of files. */
const COMPOSED = new Set(["images", "image_files"]);

/** The Webservice never says how many there are: rows at chosen places of the list are asked for, one id each. */
export async function count(ctx: PrestashopContext, { stream, since, where, keys }: CountRequest): Promise<number | null> {
  if (keys) return keys.length;
  if (COMPOSED.has(stream)) return null;
  const resource = resourceOf(stream);
  const { zone } = await reading(ctx);
  const request = { stream, since, cursor: null, pageSize: resource.pageSize, ...(where ? { where } : {}) };
  const plan = planRead(resource, request, zone);
  const [part, ...others] = plan.parts;
  if (!part) return 0;
  if (plan.byIds || part.keep || others.length > 0) return null;
  const asked = query(plan, part, 0, 1, "[id]");
  return countByAsking(async (offset) => (await list(ctx, resource, { ...asked, offset })).length > 0);
}
