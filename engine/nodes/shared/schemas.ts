import { z } from "zod";
import { ConnectionRefSchema } from "@/engine/document/schema";

export { ConnectionRefSchema };

/** A JSONata expression. That it parses is checked by `validateFlow`, so that its position can be shown. */
export const ExpressionSchema = z.string().trim().min(1).max(50_000);

export const StreamNameSchema = z.string().min(1).max(120);

/** Name under which a result is found later: `$links.invoice.id`. */
export const AliasSchema = z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/);

/** A dotted path in a record: `customer.country`. */
export const PathSchema = z.string().regex(/^[A-Za-z_][\w-]*(\.[A-Za-z_0-9][\w-]*)*$/);

/**
 * Which source record this is, when it is not the record of the flow: the customer of an order is
 * `{stream: "customers", key: "customer.id"}`, and is then linked once for all flows of the integration.
 */
export const IdentitySchema = z.strictObject({ stream: StreamNameSchema, key: ExpressionSchema });
export type Identity = z.infer<typeof IdentitySchema>;

/** One way to recognise an existing target record: all fields equal. A rule with an empty value is passed over. */
export const MatchRuleSchema = z.strictObject({
  fields: z
    .array(z.strictObject({ field: z.string().min(1), value: ExpressionSchema }))
    .min(1)
    .max(10),
});
export type MatchRule = z.infer<typeof MatchRuleSchema>;

export const OnAmbiguousSchema = z.enum(["review", "first"]);
