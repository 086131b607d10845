import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";

/** ISO with offset. */
export const TimeSchema = z.iso.datetime({ offset: true });
export const toTime = (date: Date): string => date.toISOString();
export const toTimeOrNull = (date: Date | null): string | null => (date ? date.toISOString() : null);

export const IdParamsSchema = z.object({ id: z.string().min(1).max(64) });
export const LocalizedSchema = z.object({ en: z.string(), fr: z.string() });
export const JsonRecordSchema = z.record(z.string(), z.json());

/** JSON Schema of what goes in or comes out, without its dialect. */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return JsonObjectSchema.parse(JSON.parse(JSON.stringify(rest)));
}

/** A list: `nextCursor` is null on the last page. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });

export const PageQuerySchema = z.object({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** Opaque to callers, bound to the order of its list. */
function writeCursor(position: z.core.util.JSONType): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** Throws `request.invalid` for a cursor that no list of this kind gave. */
export function readCursor<Schema extends z.ZodType>(schema: Schema, cursor: string | undefined): z.output<Schema> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError({ code: "request.invalid", category: "config", message: "The cursor is not one of this list", cause });
  }
}

const TimePositionSchema = z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.string()]);

/** Of lists in the order of a time and an id: where the page before ended. */
export function readTimeCursor(cursor: string | undefined): { at: Date; id: string } | undefined {
  const position = readCursor(TimePositionSchema, cursor);
  return position && { at: position[0], id: position[1] };
}

/** One page of `limit` out of `limit + 1` rows. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  shape: { item: (row: Row) => Item; position: (row: Row) => z.core.util.JSONType },
): { data: Item[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? writeCursor(shape.position(last)) : null;
  return { data: page.map(shape.item), nextCursor };
}
