import { badData } from "@/connectors/dolibarr/failures";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import { textOf } from "@/connectors/dolibarr/values";
import type { JsonObject } from "@/lib/core/json";

/** Refuses early what Dolibarr would refuse or, worse, accept: a missing field. */
export function requireFields(table: StreamTable, data: JsonObject): void {
  for (const [name, field] of Object.entries(table.fields)) {
    if (field.required && textOf(data[name]) === "") {
      throw badData(`${name} is missing`, { en: `The field « ${name} » is missing.`, fr: `Le champ « ${name} » est vide.` });
    }
  }
}

export function numericId(id: string): string {
  if (/^\d+$/.test(id)) return id;
  throw badData(`${id} is not the number of a Dolibarr record`);
}
