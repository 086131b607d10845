import { fail, PhpCrash } from "./failure";
import { child, type XmlNode } from "./parse-xml";
import type { AssociationDefinition, Entity, ResourceDefinition } from "./resources/definition";
import { number, type Shop, table, text } from "./shop";

type Item = { [field: string]: string };
type Setter = (shop: Shop, owner: Entity, items: readonly Item[]) => void;

/** Associations kept in tables of their own; the others are kept with the row. */
const SETTERS: Record<string, Setter> = {
  "products.categories": (shop, product, items) =>
    setProductCategories(
      shop,
      product.id,
      items.map((item) => Number(item.id)),
    ),
  "products.combinations": () => undefined,
  "products.images": (shop, product, items) =>
    orderImages(
      shop,
      product.id,
      items.map((item) => Number(item.id)),
    ),
  "products.product_option_values": () => undefined,
  "categories.products": () => undefined,
  "product_options.product_option_values": () => undefined,
};

/** Associations sent replace the former ones; sent empty they are cleared; not sent they stay. */
export function writeAssociations(shop: Shop, resource: ResourceDefinition, object: Entity, node: XmlNode): void {
  const associations = child(node, "associations");
  for (const sent of associations?.children ?? []) {
    const definition = resource.associations.find((each) => each.name === sent.name);
    if (!definition) throw fail(400, 86, `The association "${sent.name}" does not exists`);
    if (definition.readonly) continue;
    const items = sent.children.map((item) => toItem(item));
    const setter = SETTERS[`${resource.name}.${definition.name}`];
    if (setter) setter(shop, object, items);
    else keepWithRow(shop, resource, definition, object, items);
  }
}

function toItem(node: XmlNode): Item {
  return Object.fromEntries(node.children.map((field) => [field.name, field.text]));
}

function keepWithRow(
  shop: Shop,
  resource: ResourceDefinition,
  definition: AssociationDefinition,
  object: Entity,
  items: Item[],
): void {
  // An element without rows makes the real SQL insert nothing and die, after the cart itself was saved.
  if (definition.name === "cart_rows" && items.length === 0) throw new PhpCrash();
  const key = `@${definition.name}`;
  const named = items.map((item) => complete(definition, item));
  object[key] = named;
  table(shop, resource.name).update(object.id, { [key]: named });
}

function complete(definition: AssociationDefinition, item: Item): Item {
  return Object.fromEntries(definition.fields.map((field) => [field.name, item[field.name] ?? "0"]));
}

export function setProductCategories(shop: Shop, product: number, categories: readonly number[]): void {
  const places = table(shop, "category_product");
  const wanted = new Set(categories);
  for (const place of places.by("id_product", product)) {
    if (wanted.has(number(place, "id_category"))) wanted.delete(number(place, "id_category"));
    else places.delete(place.id);
  }
  for (const category of wanted) {
    const last = Math.max(0, ...places.by("id_category", category).map((place) => number(place, "position")));
    places.insert({ id_category: String(category), id_product: String(product), position: String(last + 1) });
  }
}

function orderImages(shop: Shop, product: number, ids: readonly number[]): void {
  const images = table(shop, "product_images");
  for (const image of images.by("id_product", product)) {
    const position = ids.indexOf(image.id) + 1;
    if (position > 0 && text(image, "position") !== String(position)) images.update(image.id, { position: String(position) });
  }
}
