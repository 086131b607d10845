import { WebserviceFailure } from "./failure";
import { parameter } from "./php-query";
import { phpJson } from "./render-json";
import { documentXml, idListXml } from "./render-xml";
import { resourceOf } from "./resources";
import { number, type Shop, table, translation } from "./shop";
import type { WebserviceCall } from "./webservice";

/** `GET /api/search?language=1&query=mug`: products whose words match, and the categories they hang in. */
export function search(shop: Shop, call: WebserviceCall): string {
  const language = parameter(call.query, "language");
  const words = parameter(call.query, "query");
  if (!language || !words) {
    const message = "You have to set both the 'language' and 'query' parameters to get a result";
    throw new WebserviceFailure(400, [{ code: 100, message }], true);
  }
  const wanted = words.toLowerCase();
  const products: number[] = [];
  const categories = new Set<number>();
  for (const product of table(shop, "products").all()) {
    const texts = [translation(product, "name", language), translation(product, "description_short", language)];
    if (!texts.some((text) => text.toLowerCase().includes(wanted))) continue;
    products.push(product.id);
    for (const row of table(shop, "category_product").by("id_product", product.id)) categories.add(number(row, "id_category"));
  }
  const found = [...categories].sort((left, right) => left - right);
  if (call.json) {
    return phpJson({ products: products.map((id) => ({ id })), categories: found.map((id) => ({ id })) });
  }
  return documentXml(idListXml(shop, resourceOf("products"), products) + idListXml(shop, resourceOf("categories"), found));
}
