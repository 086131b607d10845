import { z } from "zod";
import type { ConnectorContext } from "@/connectors/contract";
import { isTimeZone } from "@/connectors/prestashop/time";

/** The address people paste often ends in `/api`; the connector adds that itself. */
function shopAddress(url: string): string {
  return url
    .trim()
    .replace(/\/+$/, "")
    .replace(/\/api$/, "");
}

export const PrestashopConfigSchema = z.object({
  url: z.url({ protocol: /^https?$/ }).transform(shopAddress),
  /** `""` = the key's own shop, `all`, or an id of a multistore. */
  shopId: z
    .string()
    .regex(/^(all|\d*)$/)
    .default(""),
  /** ISO code of the language records are named in; `""` = the shop's default. */
  language: z.string().default(""),
  /** IANA name; `""` = what the shop says, else Europe/Paris. PrestaShop's dates have no offset. */
  timeZone: z
    .string()
    .refine((zone) => zone === "" || isTimeZone(zone))
    .default(""),
});

export type PrestashopConfig = z.infer<typeof PrestashopConfigSchema>;
export type PrestashopContext = ConnectorContext<PrestashopConfig>;
