import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type PrestashopOrder, PrestashopOrderSchema } from "@/connectors/prestashop/order-types";
import { decimal } from "@/lib/core/decimal";

const IdSchema = z.union([z.string(), z.number()]).transform(String);
const ShopSchema = z.object({
  taxes: z.array(z.object({ id: IdSchema, rate: z.string() })),
  currencies: z.array(z.object({ id: IdSchema, iso_code: z.string() })),
});
const DetailSchema = z.looseObject({
  associations: z.object({ taxes: z.array(z.object({ id: IdSchema })).optional() }).optional(),
});
const SlipSchema = z.looseObject({
  associations: z.object({ order_slip_details: z.array(z.unknown()).optional() }).optional(),
});
const RecordSchema = z.object({
  settings: z.object({ round_type: z.number(), round_mode: z.number(), customer_kind: z.string() }),
  order: z.looseObject({ id: z.number(), id_currency: IdSchema }),
  details: z.array(DetailSchema),
  cart_rules: z.array(z.unknown()),
  carriers: z.array(z.unknown()),
  slips: z.array(SlipSchema).default([]),
});

export interface ShopRecord {
  readonly id: number;
  readonly roundType: number;
  readonly customerKind: string;
  readonly order: PrestashopOrder;
}

const SHOP_FILE = "prestashop-shop.json";
/** Orders of the same shop may come in a folder of their own. */
const USUAL_FOLDER = "../shared/vectors";

/** Orders of a vector file, and the rates of the shop that made them (`prestashop-shop.json`, beside it or as usual). */
export function readPrestashopOrders(folder: string, file: string): { records: ShopRecord[]; rates: string[] } {
  const own = join(folder, SHOP_FILE);
  const shop = ShopSchema.parse(JSON.parse(readFileSync(existsSync(own) ? own : join(USUAL_FOLDER, SHOP_FILE), "utf8")));
  const rateOf = new Map(shop.taxes.map((tax) => [tax.id, tax.rate]));
  const currencyOf = new Map(shop.currencies.map((currency) => [currency.id, currency.iso_code]));
  const lines = readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean);
  const records = lines.map((line) => {
    const { order, details, cart_rules, carriers, slips, settings } = RecordSchema.parse(JSON.parse(line));
    const parsed = PrestashopOrderSchema.parse({
      ...order,
      currency: { id: order.id_currency, iso_code: currencyOf.get(order.id_currency) },
      lines: details.map((detail) => ({
        ...detail,
        taxes: (detail.associations?.taxes ?? []).map((tax) => ({
          id: tax.id,
          rate: tax.id === "0" ? "0" : (rateOf.get(tax.id) ?? null),
        })),
      })),
      cartRules: cart_rules,
      orderCarriers: carriers,
      slips: slips.map((slip) => ({ ...slip, lines: slip.associations?.order_slip_details ?? [] })),
    });
    return { id: order.id, roundType: settings.round_type, customerKind: settings.customer_kind, order: parsed };
  });
  return { records, rates: [...new Set(shop.taxes.map((tax) => decimal(tax.rate).toString()))] };
}
