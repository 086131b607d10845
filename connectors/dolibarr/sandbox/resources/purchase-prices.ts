import type { Json } from "@/lib/core/json";
import { money, number, rate } from "../core/amounts";
import { requireParams, text } from "../core/params";
import { type Call, notFound, type Route } from "../core/rest";
import { findProduct } from "./products";
import { findThirdparty } from "./thirdparties";

/** By the server's own description and source: no recording has a supplier. */
export const purchasePriceRoutes: readonly Route[] = [
  { method: "POST", path: "products/{id}/purchase_prices", handle: setPrice, right: "produit.creer" },
  { method: "GET", path: "products/{id}/purchase_prices", handle: prices, right: "produit.lire" },
];

/** The same reference of the same supplier again changes its price. */
function setPrice({ world, path, body }: Call): Json {
  requireParams(body, ["qty", "buyprice", "price_base_type", "fourn_id", "ref_fourn", "tva_tx"]);
  const product = findProduct(world, path.id);
  const supplier = findThirdparty(world, body.fourn_id);
  const table = world.table("product_fournisseur_price");
  const fields = {
    fk_product: String(product.id),
    fk_soc: String(supplier.id),
    ref_fourn: text(body.ref_fourn),
    quantity: text(body.qty),
    price: money(number(body.buyprice)),
    tva_tx: rate(number(body.tva_tx)),
  };
  const before = table
    .by("fk_product", fields.fk_product)
    .find((row) => row.fk_soc === fields.fk_soc && row.ref_fourn === fields.ref_fourn);
  return (before ? (table.update(before.id, fields) ?? before) : table.insert(fields)).id;
}

function prices({ world, path }: Call): Json {
  const product = findProduct(world, path.id);
  const rows = world.table("product_fournisseur_price").by("fk_product", String(product.id));
  if (rows.length === 0) throw notFound("Purchase prices");
  return rows.map((row) => ({
    product_fourn_price_id: String(row.id),
    fourn_id: text(row.fk_soc),
    fourn_ref: text(row.ref_fourn),
    fourn_qty: text(row.quantity),
    fourn_price: text(row.price),
    fourn_tva_tx: text(row.tva_tx),
  }));
}
