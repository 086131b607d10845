import { fail } from "./failure";
import { hooksOf } from "./hooks";
import { type PhpQuery, parameter } from "./php-query";
import type { ResourceDefinition } from "./resources/definition";
import { type Shop, table } from "./shop";

/** Resources whose rows are only marked. */
const SOFT = ["carriers"];

/** `DELETE /products/12` or `DELETE /products/?id=[1,2]`. All must exist; each is then deleted on its own. */
export function deleteEntities(shop: Shop, resource: ResourceDefinition, segment: string, query: PhpQuery): void {
  const ids = segment !== "" ? [segment] : (parameter(query, "id") ?? "").replace(/^\[|\]$/g, "").split(",");
  const rows = table(shop, resource.name);
  const missing = ids.filter((id) => !rows.get(Number.parseInt(id, 10)));
  if (missing.length > 0) throw fail(404, 87, `Id(s) not exists: ${missing.join(", ")}`);
  const failed = ids.filter((id) => !deleteOne(shop, resource, Number.parseInt(id, 10)));
  if (failed.length > 0) throw fail(500, 88, `Id(s) wasn't deleted: ${failed.join(", ")}`);
}

function deleteOne(shop: Shop, resource: ResourceDefinition, id: number): boolean {
  const rows = table(shop, resource.name);
  const row = rows.get(id);
  if (!row) return true;
  const { remove } = hooksOf(resource.name);
  if (remove) return remove(shop, row);
  if (SOFT.includes(resource.name)) rows.update(id, { deleted: "1" });
  else rows.delete(id);
  return true;
}
