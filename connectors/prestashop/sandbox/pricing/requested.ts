import type { Row } from "@/connectors/sandbox-kit/store";
import type { PhpQuery } from "../php-query";
import { parameter } from "../php-query";
import type { ResourceDefinition } from "../resources/definition";
import { number, type Shop, table } from "../shop";
import { unitPrice } from "./unit-price";

/** `price[name][use_tax]=1&…`: prices worked out for products and combinations, under the names the caller chose. */
export function requestedPrices(
  shop: Shop,
  resource: ResourceDefinition,
  row: Row,
  query: PhpQuery,
): { name: string; value: string }[] {
  const asked = query.price;
  if (typeof asked !== "object" || (resource.name !== "products" && resource.name !== "combinations")) return [];
  const product = resource.name === "products" ? row : table(shop, "products").get(number(row, "id_product"));
  if (!product) return [];
  return Object.entries(asked).flatMap(([name, options]) => {
    if (typeof options !== "object") return [];
    const own = resource.name === "combinations" ? row.id : 0;
    const combination = Number(parameter(options, "product_attribute") ?? own);
    const price = unitPrice(shop, {
      product,
      combination: table(shop, "combinations").get(combination),
      quantity: Number(parameter(options, "quantity") ?? "1"),
      reduction: parameter(options, "use_reduction") !== "0",
      country: Number(parameter(options, "country") ?? shop.settings.defaultCountry),
      state: Number(parameter(options, "state") ?? "0"),
      currency: Number(parameter(options, "currency") ?? shop.settings.defaultCurrency),
      group: Number(parameter(options, "group") ?? "1"),
      customer: 0,
    });
    const value = parameter(options, "use_tax") === "0" ? price.net : price.gross;
    const decimals = Number(parameter(options, "decimals") ?? "2");
    return [{ name, value: value.round(decimals).toFixed(6) }];
  });
}
