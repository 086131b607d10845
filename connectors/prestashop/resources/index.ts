import { catalogueResources } from "@/connectors/prestashop/resources/catalogue";
import { customerResources } from "@/connectors/prestashop/resources/customers";
import type { Resource } from "@/connectors/prestashop/resources/define";
import { orderResources } from "@/connectors/prestashop/resources/orders";
import { shopResources } from "@/connectors/prestashop/resources/shop";
import { AppError } from "@/lib/core/errors";

export type { FieldKind, Resource } from "@/connectors/prestashop/resources/define";

export const RESOURCES: ReadonlyMap<string, Resource> = new Map(
  [...shopResources, ...catalogueResources, ...customerResources, ...orderResources].map((resource) => [resource.name, resource]),
);

/** Throws `connector.unsupported` for a stream this connector does not have. */
export function resourceOf(stream: string): Resource {
  const resource = RESOURCES.get(stream);
  if (resource) return resource;
  throw new AppError({
    code: "connector.unsupported",
    category: "config",
    message: `PrestaShop has no stream "${stream}"`,
    details: { stream },
  });
}
