import { fail, PhpCrash, phpWarning, WebserviceFailure } from "../failure";
import { slug } from "../getters";
import type { Entity } from "../resources/definition";
import { number, type Shop, table, text } from "../shop";
import type { Change, Hooks } from "./contract";

export const categoryHooks: Hooks = {
  prepare: (change) => {
    assertNames(change);
    const { shop, object, before } = change;
    if (text(object, "id_shop_default") === "") object.id_shop_default = "1";
    const parent = table(shop, "categories").get(number(object, "id_parent"));
    if (!parent && (!before || text(object, "id_parent") !== text(before, "id_parent"))) throw new PhpCrash();
    object.level_depth = String(number(parent, "level_depth") + 1);
  },
  afterSave: ({ shop, object, before, method }) => {
    // A PATCH stores what was sent: the new depth is only in the answer.
    if (before && method === "PATCH") table(shop, "categories").update(object.id, { level_depth: text(before, "level_depth") });
    if (before) return;
    const siblings = table(shop, "categories").by("id_parent", text(object, "id_parent"));
    const last = Math.max(-1, ...siblings.filter((each) => each.id !== object.id).map((each) => number(each, "position")));
    table(shop, "categories").update(object.id, { position: String(last + 1) });
  },
  remove: (shop, row) => {
    removeTree(shop, row);
    const siblings = table(shop, "categories").by("id_parent", text(row, "id_parent"));
    siblings
      .sort((left, right) => number(left, "position") - number(right, "position"))
      .forEach((each, position) => {
        if (number(each, "position") !== position) table(shop, "categories").update(each.id, { position: String(position) });
      });
    return true;
  },
};

/** A name or link that is no list of languages makes PHP warn before anything is checked. */
function assertNames({ shop, object, method }: Change): void {
  if (method === "PATCH") return;
  const hasName = isTexts(object.name);
  const hasLink = isTexts(object.link_rewrite);
  if (hasName && hasLink) return;
  if (!shop.settings.phpWarnings) {
    const property = hasName ? "link_rewrite is not valid" : "name is empty.";
    throw fail(400, 84, `Validation error: "Property Category-&gt;${property}"`);
  }
  if (!hasName) {
    const warning = phpWarning("foreach() argument must be of type array|object, string given", "Category.php", 2068);
    throw new WebserviceFailure(500, [warning]);
  }
  const names = Object.keys(object.name ?? {});
  const warning = phpWarning("Only the first byte will be assigned to the string offset", "Category.php", 2070);
  throw new WebserviceFailure(
    500,
    names.map(() => warning),
  );
}

function isTexts(value: Entity[string] | undefined): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function removeTree(shop: Shop, row: Entity): void {
  const categories = table(shop, "categories");
  for (const below of categories.by("id_parent", row.id)) if (below.id !== row.id) removeTree(shop, below);
  const places = table(shop, "category_product");
  for (const place of places.by("id_category", row.id)) places.delete(place.id);
  categories.delete(row.id);
}

export const supplierHooks: Hooks = {
  afterSave: ({ shop, object }) => {
    table(shop, "suppliers").update(object.id, { link_rewrite: slug(text(object, "name")) });
  },
};

export const optionHooks: Hooks = {
  beforeSave: ({ shop, object, before }) => {
    object.is_color_group = text(object, "group_type") === "color" ? "1" : "";
    if (!before && text(object, "position") === "") object.position = String(table(shop, "product_options").size);
  },
  remove: (shop, row) => {
    for (const value of table(shop, "product_option_values").by("id_attribute_group", row.id)) {
      table(shop, "product_option_values").delete(value.id);
    }
    return table(shop, "product_options").delete(row.id);
  },
};

export const optionValueHooks: Hooks = {
  beforeSave: ({ shop, object, before }) => {
    if (before || text(object, "position") !== "") return;
    object.position = String(
      table(shop, "product_option_values").count("id_attribute_group", text(object, "id_attribute_group")),
    );
  },
};
