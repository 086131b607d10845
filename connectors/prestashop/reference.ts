import type { RawRecord } from "@/connectors/prestashop/body";
import { list } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { resourceOf } from "@/connectors/prestashop/resources";
import { shopOf } from "@/connectors/prestashop/shop";
import { isTimeZone } from "@/connectors/prestashop/time";
import { AppError } from "@/lib/core/errors";

export const FALLBACK_ZONE = "Europe/Paris";
const SETTINGS = ["PS_TIMEZONE", "PS_LANG_DEFAULT", "PS_COUNTRY_DEFAULT", "PS_CURRENCY_DEFAULT", "PS_SHOP_ENABLE"];

export interface Language {
  readonly id: string;
  /** `fr`; key of translated texts. */
  readonly iso: string;
  readonly active: boolean;
}

/** One of the shop's own lists, read whole once and kept for a few minutes. */
export function reference(ctx: PrestashopContext, name: string): Promise<RawRecord[]> {
  return shopOf(ctx).cached(name, ctx.now().getTime(), () => list(ctx, resourceOf(name)));
}

/** The same by id. */
export async function referenceById(ctx: PrestashopContext, name: string): Promise<ReadonlyMap<string, RawRecord>> {
  return new Map((await reference(ctx, name)).map((record) => [String(record.id), record]));
}

/** Every installed language: a translated text sent with fewer loses the others (quirk 21). */
export async function languages(ctx: PrestashopContext): Promise<Language[]> {
  const records = await reference(ctx, "languages");
  return records.map((record) => ({
    id: String(record.id),
    iso: String(record.iso_code || record.language_code || record.id),
    active: String(record.active) === "1",
  }));
}

/** Settings of the shop by name; empty where the key may not read `configurations`. */
export async function shopSettings(ctx: PrestashopContext): Promise<ReadonlyMap<string, string>> {
  const records = await shopOf(ctx).cached("configurations", ctx.now().getTime(), () => readSettings(ctx));
  // A multistore has one row per shop beside the general one, which comes first.
  return new Map([...records].reverse().map((record) => [String(record.name), String(record.value ?? "")]));
}

async function readSettings(ctx: PrestashopContext): Promise<RawRecord[]> {
  try {
    return await list(
      ctx,
      { name: "configurations" },
      { display: "[id,name,value]", filters: { name: `[${SETTINGS.join("|")}]` } },
    );
  } catch (thrown) {
    const refused =
      thrown instanceof AppError && (thrown.code === "connector.forbidden" || thrown.code === "connector.unsupported");
    if (!refused) throw thrown;
    ctx.log.debug("prestashop.settings_unreadable", { code: thrown.code });
    return [];
  }
}

/** The zone of the shop's dates: the connection's, else the shop's own setting, else Europe/Paris. */
export async function timeZone(ctx: PrestashopContext): Promise<string> {
  const configured = shopOf(ctx).config.timeZone;
  if (configured !== "") return configured;
  const own = (await shopSettings(ctx)).get("PS_TIMEZONE") ?? "";
  return own !== "" && isTimeZone(own) ? own : FALLBACK_ZONE;
}

/** ISO code of the language records are named in. */
export async function mainLanguage(ctx: PrestashopContext): Promise<string> {
  const known = await languages(ctx);
  const configured = shopOf(ctx).config.language.toLowerCase();
  if (configured !== "" && known.some((language) => language.iso === configured)) return configured;
  const own = (await shopSettings(ctx)).get("PS_LANG_DEFAULT");
  const first = known.find((language) => language.id === own) ?? known.find((language) => language.active) ?? known[0];
  return first?.iso ?? "en";
}
