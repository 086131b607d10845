import type { Row } from "@/connectors/sandbox-kit/store";
import type { JsonObject } from "@/lib/core/json";
import { text } from "../core/params";
import { RestError } from "../core/rest";

/** Field → its column and how many characters that holds. */
export type Widths = Readonly<Record<string, readonly [column: string, characters: number]>>;

/** The database's refusal of a text longer than its column; the API wraps it by what it was doing. */
export function refuseLong(what: string, fields: JsonObject, widths: Widths, before: Row | undefined): void {
  for (const [name, [column, characters]] of Object.entries(widths)) {
    if ([...text(fields[name])].length <= characters) continue;
    const reason = `Data too long for column '${column}' at row 1`;
    throw before ? new RestError(500, reason) : new RestError(500, `Error creating ${what}`, [reason]);
  }
}
