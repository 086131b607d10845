import { badData } from "@/connectors/dolibarr/failures";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import { textOf } from "@/connectors/dolibarr/values";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

/** Refuses early what Dolibarr would refuse or, worse, accept: a missing field. */
export function requireFields(table: StreamTable, data: JsonObject): void {
  for (const [name, field] of Object.entries(table.fields)) {
    if (field.required && textOf(data[name]) === "") {
      throw badData(`${name} is missing`, { en: `The field « ${name} » is missing.`, fr: `Le champ « ${name} » est vide.` });
    }
  }
}

/**
 * Stock that was asked for and is not there is no stock of zero: Dolibarr leaves it out, with a 200, for a user who may
 * not see it and with the module off. A shop would be emptied.
 */
export function requireShown(rows: readonly JsonObject[], proof: string): void {
  if (rows.every((row) => row[proof] !== null && row[proof] !== undefined)) return;
  throw new AppError({
    code: "connector.forbidden",
    category: "auth",
    message: "Dolibarr answers products without their stock",
    details: { missing: proof },
    advice: {
      en: "Turn the module “Stock” on in Dolibarr, and let the user of the API key read stocks.",
      fr: "Activez le module «\u202fStocks\u202f» dans Dolibarr, et autorisez l’utilisateur de la clé d’API à lire les stocks.",
    },
  });
}

export function numericId(id: string): string {
  if (/^\d+$/.test(id)) return id;
  throw badData(`${id} is not the number of a Dolibarr record`);
}
