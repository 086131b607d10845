import { customType, text, timestamp } from "drizzle-orm/pg-core";
import type { IdPrefix } from "../../lib/core/ids";

/** Encrypted material; `Uint8Array` on both sides of the driver. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

/** A text id made by `lib/core/ids.ts`; the prefix is named for the reader only. */
export const id = (_prefix: IdPrefix) => text("id").primaryKey();

/** An instant; `Date` in code, ISO with offset on the wire. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

export const createdAt = () => instant("created_at").notNull().defaultNow();
export const updatedAt = () => instant("updated_at").notNull().defaultNow();
