import { z } from "zod";
import type { Sale } from "@/connectors/contract";
import { Decimal } from "@/lib/core/decimal";

const DecimalTextSchema = z.string().refine((text) => Decimal.parse(text) !== null, { message: "not a decimal number" });
const LineSchema = z.object({
  kind: z.enum(["product", "shipping", "wrapping", "discount", "fee"]),
  key: z.string(),
  label: z.string(),
  reference: z.string(),
  productKey: z.string().optional(),
  quantity: DecimalTextSchema,
  net: DecimalTextSchema,
  gross: DecimalTextSchema,
  unitNet: DecimalTextSchema,
  taxes: z.array(z.object({ rate: DecimalTextSchema, compound: z.boolean().optional(), id: z.string().optional() })),
});

/** A `Sale` as it comes out of an expression: parsed here, trusted after. */
export const SaleSchema: z.ZodType<Sale> = z.object({
  currency: z.string().min(1),
  currencyRate: DecimalTextSchema.refine((text) => !Decimal.of(text).isZero() && !Decimal.of(text).isNegative(), {
    message: "must be positive",
  }),
  baseCurrency: z.string().optional(),
  lines: z.array(LineSchema),
  totals: z.object({ net: DecimalTextSchema, gross: DecimalTextSchema, due: DecimalTextSchema }),
  vat: z.array(z.object({ rate: DecimalTextSchema, amount: DecimalTextSchema })),
  warnings: z.array(z.string()),
});
