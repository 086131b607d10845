import type { OrderLine } from "@/connectors/prestashop/order-types";
import type { PricedLine } from "@/connectors/prestashop/sale";
import { combinedRate } from "@/connectors/prestashop/sale-taxes";
import { Decimal, decimal } from "@/lib/core/decimal";

/**
 * PrestaShop's prices hold the ecotax, which has a tax rule of its own, and none unless the shop chose one. Where its
 * rate is not the product's, the line is two: the ecotax is what net and gross together say it is, discounts included.
 */
export function withoutEcotax(sold: OrderLine, line: PricedLine): PricedLine[] {
  const [own, ecoRate] = [combinedRate(line.taxes), decimal(sold.ecotax_tax_rate).div(Decimal.HUNDRED, 6)];
  if (decimal(sold.ecotax).isZero() || own.equals(ecoRate) || line.net.isZero()) return [line];
  const untaxed = line.net.mul(Decimal.ONE.add(own)).sub(line.gross);
  // A shop that rounds each unit may state a little more than the whole price.
  const share = untaxed.div(own.sub(ecoRate).mul(line.net), 10);
  const net = (share.compare(Decimal.ONE) > 0 ? line.net : line.net.mul(share)).round(2);
  if (net.isZero() || share.isNegative()) return [line];
  const gross = net.mul(Decimal.ONE.add(ecoRate)).round(2);
  const rest = { net: line.net.sub(net), gross: line.gross.sub(gross) };
  const ecotax: PricedLine = {
    ...{ kind: "fee", key: `${line.key}-ecotax`, label: `${line.label} – écotaxe`, reference: "", quantity: Decimal.ONE },
    ...{ unitNet: net, net, gross, taxes: ecoRate.isZero() ? [] : [{ rate: ecoRate.mul(Decimal.HUNDRED).toString() }] },
  };
  const unitNet = line.quantity.isZero() ? line.unitNet : rest.net.div(line.quantity, 6);
  return [{ ...line, ...rest, unitNet }, ecotax];
}
