import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import type { Json, JsonObject } from "@/lib/core/json";
import { money, number, short } from "../core/amounts";
import { isObject } from "../core/fields";
import { isTrue, requireParams, text } from "../core/params";
import { render } from "../core/render";
import { type Call, RestError, type Route } from "../core/rest";
import { fold } from "../core/sql-filter";
import type { World } from "../core/world";
import { ATTRIBUTE, ATTRIBUTE_VALUE } from "../shapes/products";
import { cleanRef, findProduct, refFields, refTaken } from "./products";
import { stockOf } from "./stock";

export const variantRoutes: readonly Route[] = [
  { method: "GET", path: "products/attributes", handle: listAttributes, right: "produit.lire" },
  { method: "POST", path: "products/attributes", handle: createAttribute, right: "produit.creer" },
  {
    method: "GET",
    path: "products/attributes/{id}",
    handle: (call) => shownAttribute(findAttribute(call, "id")),
    right: "produit.lire",
  },
  {
    method: "GET",
    path: "products/attributes/ref/{ref}",
    handle: (call) => fullAttribute(findAttribute(call, "ref")),
    right: "produit.lire",
  },
  {
    method: "GET",
    path: "products/attributes/ref_ext/{ref_ext}",
    handle: (call) => fullAttribute(findAttribute(call, "ref_ext")),
    right: "produit.lire",
  },
  { method: "DELETE", path: "products/attributes/{id}", handle: removeAttribute, right: "produit.supprimer" },
  { method: "GET", path: "products/attributes/{id}/values", handle: listValues, right: "produit.lire" },
  { method: "POST", path: "products/attributes/{id}/values", handle: createValue, right: "produit.creer" },
  { method: "GET", path: "products/attributes/values/{id}", handle: readValue, right: "produit.lire" },
  { method: "GET", path: "products/attributes/{id}/values/ref/{ref}", handle: valueByRef, right: "produit.lire" },
  {
    method: "GET",
    path: "products/{id}/variants",
    handle: (call) => listVariants(call, findProduct(call.world, call.path.id)),
    right: "produit.lire",
  },
  { method: "GET", path: "products/ref/{ref}/variants", handle: variantsByRef, right: "produit.lire" },
  { method: "POST", path: "products/{id}/variants", handle: createVariant, right: "produit.creer" },
  { method: "PUT", path: "products/variants/{id}", handle: updateVariant, right: "produit.creer" },
  { method: "DELETE", path: "products/variants/{id}", handle: removeVariant, right: "produit.supprimer" },
];

const attributes = (world: World) => world.table("product_attribute");
const values = (world: World) => world.table("product_attribute_value");
const combinations = (world: World) => world.table("product_combination");

function findAttribute(call: Call, field: "id" | "ref" | "ref_ext"): Row {
  const wanted = call.path[field] ?? "";
  const row =
    field === "id"
      ? attributes(call.world).get(Number(wanted))
      : [...attributes(call.world).all()].find((each) => fold(text(each[field])) === fold(wanted));
  if (!row) throw new RestError(404);
  return row;
}

function listAttributes({ world }: Call): Json {
  const rows = [...attributes(world).all()].sort((left, right) => text(left.ref).localeCompare(text(right.ref)));
  return rows.map((row) => render(ATTRIBUTE, row));
}

function shownAttribute(row: Row): Json {
  return {
    id: String(row.id),
    entity: 1,
    ref: text(row.ref),
    ref_ext: text(row.ref_ext),
    label: text(row.label),
    position: text(row.position),
    is_used_by_products: 0,
  };
}

function fullAttribute(row: Row): Json {
  const position = Number(row.position);
  return {
    id: row.id,
    ref: text(row.ref),
    ref_ext: text(row.ref_ext),
    label: text(row.label),
    rang: position,
    position,
    entity: "1",
    is_used_by_products: 0,
  };
}

/** Duplicates are refused without any detail of the cause. */
function createAttribute({ body, world }: Call): Json {
  requireParams(body, ["ref", "label"]);
  const ref = cleanRef(text(body.ref)).toUpperCase();
  if (attributes(world).by("ref", ref).length > 0) throw new RestError(500, "Error creating new attribute");
  const position = String(attributes(world).size + 1);
  return attributes(world).insert({ ref, label: text(body.label), ref_ext: text(body.ref_ext), position }).id;
}

function removeAttribute(call: Call): Json {
  const row = findAttribute(call, "id");
  if (values(call.world).by("fk_product_attribute", String(row.id)).length > 0)
    throw new RestError(500, "Error deleting attribute");
  attributes(call.world).delete(row.id);
  return 1;
}

function listValues(call: Call): Json {
  const attribute = findAttribute(call, "id");
  return values(call.world)
    .by("fk_product_attribute", String(attribute.id))
    .map((row) => render(ATTRIBUTE_VALUE, row));
}

function createValue(call: Call): Json {
  const { body, world } = call;
  requireParams(body, ["ref", "value"]);
  const attribute = findAttribute(call, "id");
  const ref = cleanRef(text(body.ref)).toUpperCase();
  if (
    values(world)
      .by("fk_product_attribute", String(attribute.id))
      .some((row) => row.ref === ref)
  ) {
    throw new RestError(500, "Error creating new attribute value");
  }
  return values(world).insert({ ref, value: text(body.value), fk_product_attribute: String(attribute.id) }).id;
}

function shownValue(row: Row | undefined): Json {
  if (!row) throw new RestError(404, "Attribute value not found");
  return { id: row.id, fk_product_attribute: Number(row.fk_product_attribute), ref: text(row.ref), value: text(row.value) };
}

function readValue(call: Call): Json {
  return shownValue(values(call.world).get(Number(call.path.id)));
}

function valueByRef(call: Call): Json {
  const own = values(call.world).by("fk_product_attribute", call.path.id ?? "");
  return shownValue(own.find((row) => fold(text(row.ref)) === fold(call.path.ref ?? "")));
}

function listVariants({ world, query }: Call, parent: Row): Json {
  return combinations(world)
    .by("fk_product_parent", String(parent.id))
    .map((row) => {
      const object: JsonObject = {
        id: String(row.id),
        fk_product_parent: text(row.fk_product_parent),
        fk_product_child: text(row.fk_product_child),
        variation_price: text(row.variation_price),
        variation_price_percentage: text(row.variation_price_percentage),
        variation_weight: text(row.variation_weight),
        entity: 1,
        combination_price_levels: null,
        variation_ref_ext: "",
        attributes: featuresOf(row).map(([attribute, value], at) => ({
          id: String(at + 1),
          fk_prod_combination: String(row.id),
          fk_prod_attr: attribute,
          fk_prod_attr_val: value,
          error: null,
          errors: [],
        })),
      };
      if (isTrue(query.includestock)) object.stock_warehouse = stockOf(world, Number(row.fk_product_child)).stock_warehouses;
      return object;
    });
}

function variantsByRef(call: Call): Json {
  const wanted = fold(call.path.ref ?? "");
  const parent = [...call.world.table("product").all()].find((row) => fold(text(row.ref)) === wanted);
  if (!parent) throw new RestError(404, "Product not found");
  return listVariants(call, parent);
}

function featuresOf(row: Row): [string, string][] {
  return isObject(row.features) ? Object.entries(row.features).map(([attribute, value]) => [attribute, text(value)]) : [];
}

/** Answers the id of the child product. An existing combination silently gets a new child in place of its own. */
function createVariant(call: Call): Json {
  const { body, world } = call;
  const parent = findProduct(world, call.path.id);
  const features = isObject(body.features)
    ? Object.fromEntries(Object.entries(body.features).map(([key, value]) => [key, text(value)]))
    : {};
  if (Object.keys(features).length === 0) {
    throw new RestError(400, "Features is mandatory and should be IDs of attribute values indexed by IDs of attributes");
  }
  const known = combinations(world)
    .by("fk_product_parent", String(parent.id))
    .find((row) => JSON.stringify(row.features) === JSON.stringify(features));
  const combination = {
    fk_product_parent: String(parent.id),
    features,
    variation_price: money(number(body.price_impact)),
    variation_price_percentage: isTrue(text(body.price_impact_is_percent)) ? "1" : "0",
    variation_weight: short(number(body.weight_impact)),
  };
  const child = world.table("product").insert(childProduct(world, parent, features, body, combination));
  const stored = { ...combination, fk_product_child: String(child.id) };
  if (known) combinations(world).update(known.id, stored);
  else combinations(world).insert(stored);
  return child.id;
}

function childProduct(
  world: World,
  parent: Row,
  features: { [attribute: string]: string },
  body: JsonObject,
  impact: JsonObject,
): JsonObject {
  const chosen = Object.entries(features).map(([attribute, value]) => ({
    attribute: attributes(world).get(Number(attribute)),
    value: values(world).get(Number(value)),
  }));
  const refs = chosen.map(({ value }) => text(value?.ref)).filter((ref) => ref !== "");
  const wanted = text(body.reference) || [text(parent.ref), ...refs].join("_");
  const ref = refTaken(world, wanted, 0) ? `${wanted}_1` : wanted;
  const base = number(parent.price);
  const change = number(impact.variation_price);
  const price = impact.variation_price_percentage === "1" ? base.add(base.mul(change).div(Decimal.HUNDRED, 8)) : base.add(change);
  const factor = Decimal.ONE.add(number(parent.tva_tx).div(Decimal.HUNDRED, 6));
  const { id: _, ref_ext: __, barcode: ___, stock_reel: ____, ...inherited } = parent;
  return {
    ...inherited,
    ...refFields(cleanRef(ref)),
    label: [text(parent.label), ...chosen.map(({ value }) => text(value?.value))].filter((part) => part !== "").join(" "),
    description: chosen
      .map(({ attribute, value }) => `<strong>${text(attribute?.label)}:</strong> ${text(value?.value)}`)
      .join("<br>"),
    price: money(price.round(5)),
    price_ttc: money(price.mul(factor).round(5)),
    ...Object.fromEntries(
      "weight_units length_units width_units height_units surface_units volume_units"
        .split(" ")
        .map((name) => [name, text(parent[name] ?? 0)]),
    ),
    duration: "0",
    date_creation: world.now(),
    date_modification: world.now(),
  };
}

/** An unknown variant is answered 200 as well. */
function updateVariant({ body, path, world }: Call): Json {
  const id = Number(path.id);
  const changes: JsonObject = {
    ...(body.variation_price === undefined ? {} : { variation_price: money(number(body.variation_price)) }),
    ...(body.variation_weight === undefined ? {} : { variation_weight: short(number(body.variation_weight)) }),
  };
  if (combinations(world).get(id)) combinations(world).update(id, changes);
  return 1;
}

function removeVariant({ path, world }: Call): Json {
  combinations(world).delete(Number(path.id));
  return 1;
}
