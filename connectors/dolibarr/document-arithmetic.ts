import type { DocumentArithmetic } from "@/connectors/contract";
import { dolibarrRounding, dolibarrTotals } from "@/connectors/dolibarr/arithmetic";
import { type Context, get } from "@/connectors/dolibarr/client";
import type { DolibarrConfig } from "@/connectors/dolibarr/spec";
import { AppError } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";

const CONSTANTS = [
  "MAIN_MAX_DECIMALS_UNIT",
  "MAIN_MAX_DECIMALS_TOT",
  "MAIN_ROUNDOFTOTAL_NOT_TOTALOFROUND",
  "MAIN_ROUNDING_RULE_TOT",
];

/** Rounding constants by name; one that is not set (400), or hidden from a user who is no administrator (403), has its default. */
async function settings(ctx: Context): Promise<JsonObject> {
  const values = await Promise.all(CONSTANTS.map((name) => constant(ctx, name)));
  return Object.fromEntries(CONSTANTS.flatMap((name, index) => (values[index] == null ? [] : [[name, values[index]]])));
}

async function constant(ctx: Context, name: string): Promise<Json> {
  try {
    return await get(ctx, `/setup/conf/${name}`);
  } catch (thrown) {
    const isUnset = thrown instanceof AppError && ["connector.bad_request", "connector.forbidden"].includes(thrown.code);
    if (isUnset) return null;
    throw thrown;
  }
}

export const arithmetic: DocumentArithmetic<DolibarrConfig> = {
  settings,
  unitDecimals: (constants) => dolibarrRounding(constants).unitDecimals,
  totals: (lines, constants, currencyRate) => dolibarrTotals(lines, constants, currencyRate),
};
