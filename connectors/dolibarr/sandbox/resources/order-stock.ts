import type { Row } from "@/connectors/sandbox-kit/store";
import type { Decimal } from "@/lib/core/decimal";
import { number } from "../core/amounts";
import { text } from "../core/params";
import type { World } from "../core/world";
import { move, notEnough } from "./stock";

/** Products of an order's lines with the quantity, negative when it leaves the warehouse. */
function quantities(world: World, order: Row, way: "in" | "out"): { product: Row; qty: Decimal; price: string }[] {
  return world
    .table("commandedet")
    .by("fk_commande", String(order.id))
    .flatMap((line) => {
      const product = world.table("product").get(Number(text(line.fk_product)) || -1);
      if (!product || text(product.type) === "1") return [];
      const qty = number(line.qty);
      return [{ product, qty: way === "out" ? qty.neg() : qty, price: text(line.subprice) }];
    });
}

/** Why the stock does not suffice to validate the order. */
export function orderShortage(world: World, order: Row, warehouse: string): string | null {
  for (const { product, qty } of quantities(world, order, "out")) {
    const shortage = notEnough(world, product, warehouse, qty);
    if (shortage) return shortage;
  }
  return null;
}

export function moveOrderStock(world: World, order: Row, warehouse: string, way: "in" | "out"): void {
  for (const { product, qty, price } of quantities(world, order, way)) {
    if (qty.isZero()) continue;
    const label = way === "out" ? `Order ${order.ref} validated` : `Order ${order.ref} back to draft`;
    move(world, {
      product,
      warehouse,
      qty,
      price,
      label,
      type: way === "out" ? "2" : "3",
      origin: { type: "commande", id: String(order.id) },
    });
  }
}
