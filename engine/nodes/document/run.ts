import type { Sale } from "@/connectors/contract";
import type { BoundArithmetic, EvaluationResult } from "@/engine/interpreter/ports";
import { inBaseCurrency } from "@/engine/money/convert-sale";
import { fitDocument } from "@/engine/money/fit-document";
import { mergeDiscounts } from "@/engine/money/merge-discounts";
import { SaleSchema } from "@/engine/money/sale-schema";
import { explainedDifference } from "@/engine/money/tolerance";
import type { FittedDocument } from "@/engine/money/types";
import type { Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import type { DocumentConfig } from "@/engine/nodes/document/definition";
import { evaluateItems } from "@/engine/nodes/shared/evaluate";
import { decimal } from "@/lib/core/decimal";
import { AppError, type ErrorInfo, toErrorInfo } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import { setPath } from "@/lib/core/json-path";

type Choice = Pick<DocumentConfig, "differenceLine" | "discounts" | "maxDifference"> & {
  /** Book in the shop's base currency, which is called this; empty = in the sale's own. */
  readonly inCurrency: string;
  readonly secondTax: "combined" | "local";
};

/** Adds to each item the document to book for its sale, with the proof of its totals. */
export const documentRunner = defineRunner<DocumentConfig>({
  async run({ node, config, items, ctx }) {
    const arithmetic = await (await ctx.connector(config.connection)).arithmetic?.();
    if (!arithmetic) {
      throw new AppError({
        code: "connector.unsupported",
        category: "config",
        message: `${node.id}: this connection totals no documents`,
      });
    }
    const sales = await evaluateItems(ctx, config.sale, items);
    const options = config.options ? await evaluateItems(ctx, config.options, items) : [];
    const out: Item[] = [];
    const failed: { item: Item; error: ErrorInfo }[] = [];
    for (const [index, item] of items.entries()) {
      try {
        const document = book(resultOf(sales[index]), choose(config, options[index] && resultOf(options[index])), arithmetic);
        out.push({ ...item, data: setPath(item.data, config.into, toJson(document)) });
      } catch (error) {
        failed.push({ item, error: toErrorInfo(error) });
      }
    }
    return { emit: { out }, failed };
  },
});

function resultOf(result: EvaluationResult | undefined): Json | undefined {
  if (result?.ok) return result.value;
  throw new AppError(
    result?.error ?? { code: "mapping.bad_result", category: "config", message: "The expression gave no answer" },
  );
}

/** What the integration's settings say wins over what the node says. */
function choose(config: DocumentConfig, computed: Json | undefined): Choice {
  const given = isJsonObject(computed) ? computed : {};
  return {
    differenceLine: typeof given.differenceLine === "boolean" ? given.differenceLine : config.differenceLine,
    discounts: given.discounts === "each" || given.discounts === "one" ? given.discounts : config.discounts,
    maxDifference: typeof given.maxDifference === "string" ? given.maxDifference : config.maxDifference,
    secondTax: given.secondTax === "local" ? "local" : "combined",
    inCurrency: typeof given.inCurrency === "string" ? given.inCurrency : "",
  };
}

function book(value: Json | undefined, choice: Choice, arithmetic: BoundArithmetic): FittedDocument {
  const parsed = parseSale(value);
  const sale = choice.inCurrency === "" ? parsed : inBaseCurrency(parsed, choice.inCurrency);
  const fitted = fitDocument(
    choice.discounts === "one" ? mergeDiscounts(sale) : sale,
    (lines, rate) => arithmetic.totals(lines, rate),
    {
      unitDecimals: arithmetic.unitDecimals,
      differenceLine: choice.differenceLine,
      currencyRate: sale.currencyRate,
      secondTax: choice.secondTax,
    },
  );
  const difference = decimal(fitted.proof.differenceLine?.gross ?? fitted.proof.grossDifference).abs();
  if (difference.compare(explainedDifference(sale, decimal(choice.maxDifference))) > 0) {
    throw new AppError({
      code: "record.total_differs",
      category: "data",
      message: `The document would come to ${fitted.totals.gross} instead of ${sale.totals.due}`,
      details: {
        shop: fitted.proof.shop.gross,
        document: fitted.proof.document.gross,
        difference: difference.toFixed(2),
        currency: sale.currency,
      },
    });
  }
  return fitted;
}

function parseSale(value: Json | undefined): Sale {
  const parsed = SaleSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError({
    code: "mapping.bad_result",
    category: "config",
    message: `Not a sale: ${issue ? `${issue.path.join(".")}: ${issue.message}` : "empty"}`,
    details: { expected: "sale", path: issue?.path.join(".") ?? "" },
    cause: parsed.error,
  });
}

function toJson(document: FittedDocument): JsonObject {
  return JSON.parse(JSON.stringify(document)) as JsonObject;
}
