import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import { linkedItems } from "../associations";
import { number, type Shop, table, text, translation } from "../shop";
import type { Amount, OrderLine } from "./compute";

/** The fields of an `order_details` row, with the taxes it was charged as an association. */
export function detailFields(shop: Shop, order: Row, line: OrderLine, unit: Amount, total: Amount) {
  const { product, combination, unit: price } = line;
  const specific = price.specificPrice;
  const percent =
    text(specific, "reduction_type") === "percentage" ? Decimal.of(text(specific, "reduction") || "0") : Decimal.ZERO;
  const amount = text(specific, "reduction_type") === "amount" ? Decimal.of(text(specific, "reduction") || "0") : Decimal.ZERO;
  const either = (field: string) => text(combination, field) || text(product, field);
  return {
    id_order: String(order.id),
    product_id: String(product.id),
    product_attribute_id: String(combination?.id ?? 0),
    product_quantity_reinjected: "0",
    group_reduction: price.groupReduction.toFixed(2),
    discount_quantity_applied: "0",
    download_hash: "",
    download_deadline: "0000-00-00 00:00:00",
    id_order_invoice: "0",
    id_warehouse: "0",
    id_shop: "1",
    id_customization: "0",
    product_name: lineName(shop, line, text(order, "id_lang")),
    product_quantity: String(line.quantity),
    product_quantity_in_stock: String(line.quantity),
    product_quantity_return: "0",
    product_quantity_refunded: "0",
    product_price: unit.net.toFixed(6),
    reduction_percent: percent.mul(Decimal.HUNDRED).toFixed(2),
    reduction_amount: amount.toFixed(6),
    reduction_amount_tax_incl: amount.toFixed(6),
    reduction_amount_tax_excl: "0.000000",
    product_quantity_discount: "0.000000",
    product_ean13: either("ean13"),
    product_isbn: either("isbn"),
    product_upc: either("upc"),
    product_mpn: either("mpn"),
    product_reference: either("reference"),
    product_supplier_reference: supplierReference(shop, line),
    product_weight: Decimal.of(number(product, "weight") + number(combination, "weight")).toFixed(6),
    tax_computation_method: price.taxation.compound ? "2" : "0",
    id_tax_rules_group: text(product, "id_tax_rules_group"),
    ecotax: "0.000000",
    ecotax_tax_rate: "0.000",
    download_nb: "0",
    unit_price_tax_incl: unit.gross.toFixed(6),
    unit_price_tax_excl: unit.net.toFixed(6),
    total_price_tax_incl: total.gross.toFixed(6),
    total_price_tax_excl: total.net.toFixed(6),
    total_shipping_price_tax_excl: "0.000000",
    total_shipping_price_tax_incl: "0.000000",
    purchase_supplier_price: text(product, "wholesale_price") || "0.000000",
    original_product_price: price.original.toFixed(6),
    original_wholesale_price: text(product, "wholesale_price") || "0.000000",
    total_refunded_tax_excl: "0.000000",
    total_refunded_tax_incl: "0.000000",
    "@taxes": price.taxation.taxes.map(({ id }) => ({ id: String(id) })),
  };
}

function supplierReference(shop: Shop, { product, combination }: OrderLine): string {
  const rows = table(shop, "product_suppliers").by("id_product", product.id);
  const found = rows.find((row) => number(row, "id_product_attribute") === (combination?.id ?? 0));
  return text(found, "product_supplier_reference");
}

/** `T-shirt (Taille : S - Couleur : Blanc)`, in the order's language. */
function lineName(shop: Shop, { product, combination }: OrderLine, language: string): string {
  const name = translation(product, "name", language);
  if (!combination) return name;
  const isFrench = text(table(shop, "languages").get(Number(language)), "iso_code") === "fr";
  const separator = isFrench ? " : " : ": ";
  const parts = linkedItems(combination, "product_option_values").map(({ id }) => {
    const value = table(shop, "product_option_values").get(Number(id));
    const option = table(shop, "product_options").get(number(value, "id_attribute_group"));
    const label = `${translation(option, "public_name", language)}${separator}${translation(value, "name", language)}`;
    return { label, position: number(option, "position") };
  });
  const labels = parts.sort((left, right) => left.position - right.position).map(({ label }) => label);
  return labels.length > 0 ? `${name} (${labels.join(" - ")})` : name;
}
