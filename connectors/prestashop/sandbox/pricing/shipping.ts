import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import { type Amount, type OrderLine, weightOf, ZERO } from "../orders/compute";
import { number, type Shop, table, text } from "../shop";
import { type Taxation, taxation, taxFactor, UNTAXED } from "./taxes";

export interface ShippingRequest {
  readonly carrier: Row | undefined;
  readonly lines: readonly OrderLine[];
  readonly country: number;
  readonly state: number;
  readonly currencyRate: Decimal;
  /** Products with tax, for the free-shipping threshold and price ranges. */
  readonly productsGross: Decimal;
  readonly exempt: boolean;
}

export interface Shipping extends Amount {
  readonly taxation: Taxation;
}

/** The carrier's unrounded fee: its range for the zone, handling, extra cost per product, converted and taxed. */
export function shippingOf(shop: Shop, request: ShippingRequest): Shipping {
  const { carrier, currencyRate } = request;
  if (!carrier) return { ...ZERO, taxation: UNTAXED };
  const group = number(carrier, "id_tax_rules_group");
  const taxes = request.exempt ? UNTAXED : taxation(shop, group, request.country, request.state);
  const threshold = Decimal.of(shop.settings.freeShippingFrom);
  const isFree =
    text(carrier, "is_free") === "1" || (!threshold.isZero() && request.productsGross.compare(threshold.mul(currencyRate)) >= 0);
  if (isFree) return { ...ZERO, taxation: taxes };
  const handling = text(carrier, "shipping_handling") === "1" ? Decimal.of(shop.settings.shippingHandling) : Decimal.ZERO;
  const extra = Decimal.sum(
    request.lines.map((line) => Decimal.of(text(line.product, "additional_shipping_cost") || "0").mul(Decimal.of(line.quantity))),
  );
  const net = rangePrice(shop, carrier, request).add(handling).add(extra).mul(currencyRate);
  return { net, gross: net.mul(taxFactor(taxes)), taxation: taxes };
}

function rangePrice(shop: Shop, carrier: Row, request: ShippingRequest): Decimal {
  const zone = text(table(shop, "countries").get(request.country), "id_zone");
  const byPrice = number(carrier, "shipping_method") === 2;
  const weight = request.lines.reduce((total, line) => total + weightOf(line), 0);
  const value = byPrice ? request.productsGross.toNumber() : weight;
  const ranges = table(shop, byPrice ? "price_ranges" : "weight_ranges");
  const priced = table(shop, "deliveries")
    .by("id_carrier", carrier.id)
    .filter((delivery) => text(delivery, "id_zone") === zone);
  const found = priced.find((delivery) => {
    const range = ranges.get(number(delivery, byPrice ? "id_range_price" : "id_range_weight"));
    return range !== undefined && value >= number(range, "delimiter1") && value < number(range, "delimiter2");
  });
  return Decimal.of(text(found ?? priced.at(-1), "price") || "0");
}
