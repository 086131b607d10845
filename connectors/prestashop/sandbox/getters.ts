import type { Json } from "@/lib/core/json";
import { linkedItems } from "./associations";
import type { ColumnDefinition, Entity } from "./resources/definition";
import { activeLanguages, number, type Shop, table, text, translation } from "./shop";

type Getter = (shop: Shop, entity: Entity) => Json;

/** PHP's Tools::str2url: no accents, no capitals, dashes for the rest. */
export function slug(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['"]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** Fields worked out when read. Mixed types are the real shop's: numbers where PHP counts, false where nothing is found. */
const GETTERS: Record<string, Getter> = {
  "products.new": () => null,
  "products.id_default_image": (shop, entity) => {
    const cover = table(shop, "product_images")
      .by("id_product", entity.id)
      .find((image) => text(image, "cover") === "1");
    return cover ? String(cover.id) : "";
  },
  "products.id_default_combination": (shop, entity) => {
    const combinations = table(shop, "combinations").by("id_product", entity.id);
    return combinations.find((each) => text(each, "default_on") === "1")?.id ?? 0;
  },
  "products.position_in_category": (shop, entity) => {
    const category = text(entity, "id_category_default");
    const place = table(shop, "category_product")
      .by("id_product", entity.id)
      .find((row) => text(row, "id_category") === category);
    return place ? text(place, "position") : "";
  },
  "products.manufacturer_name": (shop, entity) => {
    const manufacturer = table(shop, "manufacturers").get(number(entity, "id_manufacturer"));
    return manufacturer ? text(manufacturer, "name") : false;
  },
  "products.type": (_shop, entity) => {
    if (linkedItems(entity, "product_bundle").length > 0) return "pack";
    return text(entity, "is_virtual") === "1" ? "virtual" : "simple";
  },
  "categories.nb_products_recursive": (shop, entity) => {
    const found = new Set<string>();
    const walk = (category: number): void => {
      for (const row of table(shop, "category_product").by("id_category", category)) found.add(text(row, "id_product"));
      for (const child of table(shop, "categories").by("id_parent", category)) if (child.id !== category) walk(child.id);
    };
    walk(entity.id);
    return found.size === 0 ? -1 : String(found.size);
  },
  "manufacturers.link_rewrite": (_shop, entity) => slug(text(entity, "name")),
  "currencies.name": (shop, entity) => {
    const language = activeLanguages(shop)[0] ?? "1";
    return translation(entity, "names", language) || text(entity, "name");
  },
  "carriers.id_tax_rules_group": (_shop, entity) => number(entity, "id_tax_rules_group"),
  "orders.shipping_number": (shop, entity) => {
    const [carrier] = table(shop, "order_carriers").by("id_order", entity.id);
    return text(carrier, "tracking_number");
  },
};

/** A field's value as the object would return it. */
export function getterValue(shop: Shop, resource: string, column: ColumnDefinition, entity: Entity): Json {
  const getter = GETTERS[`${resource}.${column.name}`];
  return getter ? getter(shop, entity) : (entity[column.name] ?? null);
}
