import type { Row } from "@/connectors/sandbox-kit/store";
import { isJsonObject, type Json } from "@/lib/core/json";
import type { Entity } from "./resources/definition";
import { number, type Shop, table, text } from "./shop";

export type AssociationItem = { readonly [field: string]: string };
type Items = readonly AssociationItem[];

/** Lists kept with the row itself, under `@name`; the others are worked out from other tables. */
export function linkedItems(entity: Entity, name: string): Items {
  const stored = entity[`@${name}`];
  return Array.isArray(stored) ? stored.map(toItem) : [];
}

function toItem(value: Json): AssociationItem {
  const item: { [field: string]: string } = {};
  if (isJsonObject(value)) for (const [field, each] of Object.entries(value)) item[field] = String(each ?? "");
  return item;
}

type Source = (shop: Shop, entity: Entity) => Items;

const ids = (rows: Iterable<Row>): Items => Array.from(rows, (row) => ({ id: String(row.id) }));

const SOURCES: Record<string, Source> = {
  "products.categories": (shop, { id }) =>
    table(shop, "category_product")
      .by("id_product", id)
      .map((row) => ({ id: text(row, "id_category") })),
  "products.images": (shop, { id }) => ids(table(shop, "product_images").by("id_product", id)),
  "products.combinations": (shop, { id }) => ids(table(shop, "combinations").by("id_product", id)),
  "products.product_option_values": (shop, { id }) => {
    const found = new Set<string>();
    for (const combination of table(shop, "combinations").by("id_product", id)) {
      for (const item of linkedItems(combination, "product_option_values")) found.add(item.id ?? "");
    }
    return [...found].map((each) => ({ id: each }));
  },
  "products.stock_availables": (shop, { id }) =>
    table(shop, "stock_availables")
      .by("id_product", id)
      .map((row) => ({ id: String(row.id), id_product_attribute: text(row, "id_product_attribute") })),
  "categories.categories": (shop, { id }) =>
    ids(
      table(shop, "categories")
        .by("id_parent", id)
        .sort((left, right) => number(left, "position") - number(right, "position")),
    ),
  "categories.products": (shop, { id }) =>
    table(shop, "category_product")
      .by("id_category", id)
      .map((row) => ({ id: text(row, "id_product") })),
  "manufacturers.addresses": (shop, { id }) =>
    ids(
      table(shop, "addresses")
        .by("id_manufacturer", id)
        .filter((row) => text(row, "deleted") === "0"),
    ),
  "product_options.product_option_values": (shop, { id }) =>
    ids(table(shop, "product_option_values").by("id_attribute_group", id)),
  "orders.order_rows": (shop, { id }) => table(shop, "order_details").by("id_order", id).map(orderRow),
};

const ROW_FIELDS = [
  "product_id",
  "product_attribute_id",
  "product_quantity",
  "product_name",
  "product_reference",
  "product_ean13",
  "product_isbn",
  "product_upc",
  "product_price",
  "id_customization",
  "unit_price_tax_incl",
  "unit_price_tax_excl",
] as const;

function orderRow(detail: Row): AssociationItem {
  const item: { [field: string]: string } = { id: String(detail.id) };
  for (const field of ROW_FIELDS) item[field] = text(detail, field);
  return item;
}

export function associationItems(shop: Shop, resource: string, name: string, entity: Entity): Items {
  const source = SOURCES[`${resource}.${name}`];
  return source ? source(shop, entity) : linkedItems(entity, name);
}
