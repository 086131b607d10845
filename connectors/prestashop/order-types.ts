import { z } from "zod";

/**
 * The parts of a composed order (stream `orders`) that make its sale. Names are the webservice's own; every schema
 * takes the raw webservice value (string or number, `"0"`/`"1"` flags) as well as the normalised one.
 * Amounts are decimal strings in the order's currency, rates in per cent as the shop writes them (`20.000`).
 */
const DecimalSchema = z.union([z.string(), z.number()]).transform(String);
const IdSchema = z.union([z.string(), z.number()]).transform(String);
const TextSchema = z
  .union([z.string(), z.number(), z.null(), z.literal(false)])
  .transform((value) => (value ? String(value) : ""));
const FlagSchema = z
  .union([z.boolean(), z.string(), z.number(), z.null()])
  .transform((value) => value === true || value === 1 || value === "1");

/** A tax of an order line. `id` is `"0"` for a line exempted by a module; `rate` is null when the shop no longer lists the tax. */
export const OrderTaxSchema = z.object({ id: IdSchema, rate: DecimalSchema.nullable() });

/** An order_details row with its taxes resolved; no tax rule gives an empty `taxes`. */
export const OrderLineSchema = z.object({
  id: IdSchema,
  product_id: IdSchema,
  product_attribute_id: IdSchema,
  product_name: TextSchema,
  product_reference: TextSchema,
  product_quantity: DecimalSchema,
  product_quantity_return: DecimalSchema.default("0"),
  product_quantity_refunded: DecimalSchema.default("0"),
  unit_price_tax_excl: DecimalSchema,
  unit_price_tax_incl: DecimalSchema,
  total_price_tax_excl: DecimalSchema,
  total_price_tax_incl: DecimalSchema,
  original_product_price: DecimalSchema.default("0"),
  reduction_percent: DecimalSchema.default("0"),
  reduction_amount: DecimalSchema.default("0"),
  reduction_amount_tax_excl: DecimalSchema.default("0"),
  reduction_amount_tax_incl: DecimalSchema.default("0"),
  group_reduction: DecimalSchema.default("0"),
  ecotax: DecimalSchema.default("0"),
  ecotax_tax_rate: DecimalSchema.default("0"),
  id_tax_rules_group: IdSchema.default("0"),
  /** `1`: the rates are added; `2`: the second tax is on top of the first; `0`: one tax. */
  tax_computation_method: DecimalSchema.default("0"),
  taxes: z.array(OrderTaxSchema),
});

/** An order_cart_rules row; `value` is gross, unrounded. Rows with `deleted` do not count. */
export const OrderCartRuleSchema = z.object({
  id: IdSchema,
  id_cart_rule: IdSchema,
  name: TextSchema,
  value: DecimalSchema,
  value_tax_excl: DecimalSchema,
  free_shipping: FlagSchema.default(false),
  deleted: FlagSchema.default(false),
});

/** An order_carriers row. */
export const OrderCarrierSchema = z.object({
  id: IdSchema,
  id_carrier: IdSchema,
  shipping_cost_tax_excl: DecimalSchema,
  shipping_cost_tax_incl: DecimalSchema,
  tracking_number: TextSchema,
});

/** The carrier of the order itself; null for a virtual order. `id_reference` survives edits of the carrier. */
export const OrderCarrierRefSchema = z.object({ id: IdSchema, id_reference: IdSchema, name: TextSchema });

export const OrderSlipLineSchema = z.object({
  id_order_detail: IdSchema,
  product_quantity: DecimalSchema,
  amount_tax_excl: DecimalSchema,
  amount_tax_incl: DecimalSchema,
});

/** A credit slip; what is paid back is products and shipping together. */
export const OrderSlipSchema = z.object({
  id: IdSchema,
  amount: DecimalSchema,
  total_products_tax_excl: DecimalSchema,
  total_products_tax_incl: DecimalSchema,
  total_shipping_tax_excl: DecimalSchema,
  total_shipping_tax_incl: DecimalSchema,
  lines: z.array(OrderSlipLineSchema).default([]),
});

export const PrestashopOrderSchema = z.object({
  id: IdSchema,
  reference: TextSchema,
  module: TextSchema,
  payment: TextSchema,
  current_state: IdSchema,
  valid: FlagSchema,
  /** Units of the order's currency for one of the shop's default currency. */
  conversion_rate: DecimalSchema,
  currency: z.object({ id: IdSchema, iso_code: TextSchema }),
  /** 0 up, 1 down, 2 half up, 3 half down, 4 half even, 5 half odd; 1.6 and older do not tell: null. */
  round_mode: DecimalSchema.nullable().default(null),
  /** 1 item, 2 line, 3 total; null where the shop does not tell. */
  round_type: DecimalSchema.nullable().default(null),
  total_products: DecimalSchema,
  total_products_wt: DecimalSchema,
  total_discounts_tax_excl: DecimalSchema,
  total_discounts_tax_incl: DecimalSchema,
  total_shipping_tax_excl: DecimalSchema,
  total_shipping_tax_incl: DecimalSchema,
  carrier_tax_rate: DecimalSchema,
  total_wrapping_tax_excl: DecimalSchema,
  total_wrapping_tax_incl: DecimalSchema,
  total_paid: DecimalSchema,
  total_paid_tax_excl: DecimalSchema,
  total_paid_tax_incl: DecimalSchema,
  total_paid_real: DecimalSchema,
  lines: z.array(OrderLineSchema),
  cartRules: z.array(OrderCartRuleSchema),
  orderCarriers: z.array(OrderCarrierSchema).default([]),
  carrier: OrderCarrierRefSchema.nullable().default(null),
  slips: z.array(OrderSlipSchema).default([]),
});

export type OrderTax = z.infer<typeof OrderTaxSchema>;
export type OrderLine = z.infer<typeof OrderLineSchema>;
export type OrderCartRule = z.infer<typeof OrderCartRuleSchema>;
export type OrderSlip = z.infer<typeof OrderSlipSchema>;
/** What `toSale` reads. */
export type PrestashopOrder = z.infer<typeof PrestashopOrderSchema>;
