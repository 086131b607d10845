import type { LookupItem, LookupPage, LookupRequest } from "@/connectors/contract";
import { list } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { fold } from "@/connectors/prestashop/filters";
import { mainLanguage, reference, shopSettings } from "@/connectors/prestashop/reference";
import { resourceOf } from "@/connectors/prestashop/resources";
import { referenceRecords } from "@/connectors/prestashop/streams/order-parts";
import { inLanguage } from "@/connectors/prestashop/values";
import { decimal } from "@/lib/core/decimal";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

/** Orders looked at for the payment modules in use: PrestaShop has no list of them. */
const RECENT_ORDERS = 2_000;

type Load = (ctx: PrestashopContext, language: string) => Promise<LookupItem[]>;

const LOOKUPS: Readonly<Record<string, Load>> = {
  taxes: taxRates,
  taxRuleGroups: async (ctx) => (await living(ctx, "tax_rule_groups")).map((row) => named(row, text(row.name))),
  paymentModules,
  carriers,
  countries: async (ctx, language) =>
    (await living(ctx, "countries")).map((row) => coded(row, inLanguage(row.name, language), text(row.iso_code))),
  orderStates: async (ctx, language) => (await living(ctx, "order_states")).map((row) => orderState(row, language)),
  groups: async (ctx, language) => (await living(ctx, "groups")).map((row) => named(row, inLanguage(row.name, language))),
  languages: async (ctx) => (await living(ctx, "languages")).map((row) => coded(row, text(row.name), text(row.iso_code))),
  currencies: async (ctx, language) =>
    (await living(ctx, "currencies")).map((row) =>
      coded(row, inLanguage(row.names ?? row.name, language) || text(row.iso_code), text(row.iso_code)),
    ),
  shops: async (ctx) => (await living(ctx, "shops")).map((row) => named(row, text(row.name))),
  categories,
  manufacturers: async (ctx) => (await living(ctx, "manufacturers")).map((row) => named(row, text(row.name))),
  suppliers: async (ctx) => (await living(ctx, "suppliers")).map((row) => named(row, text(row.name))),
  features: async (ctx, language) =>
    (await living(ctx, "product_features")).map((row) => named(row, inLanguage(row.name, language))),
  attributes: async (ctx, language) =>
    (await living(ctx, "product_options")).map((row) => named(row, inLanguage(row.name, language))),
};

export const LOOKUP_NAMES = Object.keys(LOOKUPS);

/** Values for pickers and mapping tables, filtered by `query` without case and accents. */
export async function lookup(ctx: PrestashopContext, request: LookupRequest): Promise<LookupPage> {
  const load = LOOKUPS[request.lookup];
  if (!load) {
    throw new AppError({
      code: "connector.unsupported",
      category: "config",
      message: `PrestaShop has no lookup "${request.lookup}"`,
      details: { lookup: request.lookup },
    });
  }
  const items = await load(ctx, await mainLanguage(ctx));
  const query = fold(request.query ?? "");
  return {
    items:
      query === "" ? items : items.filter((item) => fold(`${item.label} ${item.id} ${item.match?.code ?? ""}`).includes(query)),
  };
}

/** A reference list without what the shop has deleted. */
async function living(ctx: PrestashopContext, name: string): Promise<JsonObject[]> {
  const records = await referenceRecords(ctx, name);
  return [...records.values()].filter((record) => record.deleted !== true);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function named(row: JsonObject, name: string): LookupItem {
  const active = typeof row.active === "boolean" ? { extra: { active: row.active } } : {};
  return { id: String(row.id), label: name || String(row.id), match: { name }, ...active };
}

function coded(row: JsonObject, name: string, iso: string): LookupItem {
  return {
    id: String(row.id),
    label: `${name} (${iso})`,
    match: { name, iso, code: iso },
    extra: { active: row.active ?? true },
  };
}

/**
 * One item per rate, id = the rate as mapping tables key it (`20`, `5.5`): the same 20 % exists once per country.
 * Named after the shop's own country where it has that rate.
 */
async function taxRates(ctx: PrestashopContext, language: string): Promise<LookupItem[]> {
  const [taxes, rules, settings] = await Promise.all([living(ctx, "taxes"), reference(ctx, "tax_rules"), shopSettings(ctx)]);
  const home = settings.get("PS_COUNTRY_DEFAULT");
  const own = new Set(rules.filter((rule) => String(rule.id_country) === home).map((rule) => String(rule.id_tax)));
  const byRate = new Map<string, JsonObject[]>();
  for (const tax of taxes.filter((entry) => entry.active === true)) {
    const rate = decimal(text(tax.rate) || "0").toString();
    byRate.set(rate, [...(byRate.get(rate) ?? []), tax]);
  }
  if (!byRate.has("0")) byRate.set("0", []);
  const items = [...byRate].map(([rate, group]) => {
    const [first] = [...group].sort((a, b) => Number(own.has(String(b.id))) - Number(own.has(String(a.id))));
    const name = first ? inLanguage(first.name, language) : "";
    const shown = rate.replace(".", language === "fr" ? "," : ".");
    return {
      id: rate,
      label: first && own.has(String(first.id)) ? withPercent(name, shown) : `${shown}\u00a0%${name ? ` (${name})` : ""}`,
      match: { rate, name },
      extra: { taxIds: group.map((tax) => String(tax.id)), home: group.some((tax) => own.has(String(tax.id))) },
    };
  });
  return items.sort((a, b) => Number(b.extra.home) - Number(a.extra.home) || decimal(b.id).compare(decimal(a.id)));
}

/** `TVA FR 20%` reads `TVA FR 20 %`; a name without its rate gets it. */
function withPercent(name: string, rate: string): string {
  return /%/.test(name) ? name.replace(/\s*%/, "\u00a0%") : `${name} ${rate}\u00a0%`;
}

async function paymentModules(ctx: PrestashopContext): Promise<LookupItem[]> {
  const orders = await list(ctx, resourceOf("orders"), {
    display: "[id,module,payment]",
    sort: "[id_DESC]",
    limit: RECENT_ORDERS,
  });
  const labels = new Map<string, Set<string>>();
  for (const order of orders) {
    const code = String(order.module || "");
    if (code !== "") labels.set(code, (labels.get(code) ?? new Set()).add(String(order.payment || code)));
  }
  return [...labels].map(([code, names]) => {
    const [name = code] = names;
    return { id: code, label: name === code ? code : `${name} (${code})`, match: { code, name }, extra: { labels: [...names] } };
  });
}

/** Editing a carrier makes a new id: `id_reference` is what stays. */
async function carriers(ctx: PrestashopContext): Promise<LookupItem[]> {
  return (await living(ctx, "carriers")).map((row) => ({
    id: text(row.id_reference) || String(row.id),
    label: text(row.name) === "0" ? "Click & collect" : text(row.name),
    match: { name: text(row.name), code: text(row.id_reference) },
    extra: { idCarrier: String(row.id), active: row.active ?? true, url: text(row.url) },
  }));
}

function orderState(row: JsonObject, language: string): LookupItem {
  const flags = ["paid", "invoice", "shipped", "delivery", "logable", "hidden"].map((name) => [name, row[name] === true]);
  const name = inLanguage(row.name, language);
  return {
    id: String(row.id),
    label: name,
    match: { name },
    extra: { ...Object.fromEntries(flags), color: text(row.color), module: text(row.module_name) },
  };
}

/** With the path from the root, since names repeat below different parents. */
async function categories(ctx: PrestashopContext, language: string): Promise<LookupItem[]> {
  const rows = await referenceRecords(ctx, "categories");
  const pathOf = (row: JsonObject, depth = 0): string => {
    const parent = rows.get(String(row.id_parent));
    const name = inLanguage(row.name, language);
    return parent && depth < 20 && parent.is_root_category !== true && parent.id !== "1"
      ? `${pathOf(parent, depth + 1)} > ${name}`
      : name;
  };
  return [...rows.values()]
    .filter((row) => row.id !== "1")
    .map((row) => ({
      id: String(row.id),
      label: pathOf(row),
      match: { name: inLanguage(row.name, language) },
      extra: { idParent: row.id_parent ?? "", active: row.active ?? true },
    }));
}
