import type { LookupItem, LookupPage, LookupRequest } from "@/connectors/contract";
import { asObject, type Context, get, list } from "@/connectors/dolibarr/client";
import { textOf } from "@/connectors/dolibarr/values";
import { vatRates } from "@/connectors/dolibarr/vat-rates";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

const PAGE = 500;

type Lookup = (ctx: Context) => Promise<LookupItem[]>;

function dictionary(
  name: string,
  toItem: (row: JsonObject) => LookupItem | null,
  query?: Record<string, string | number>,
): Lookup {
  return async (ctx) => (await everyRow(ctx, `/setup/dictionary/${name}`, query)).flatMap((row) => toItem(row) ?? []);
}

/** Dictionaries count pages; an unlimited answer is not asked for, since some hold thousands of rows. */
async function everyRow(ctx: Context, path: string, query?: Record<string, string | number>): Promise<JsonObject[]> {
  const rows: JsonObject[] = [];
  for (let page = 0; ; page += 1) {
    const part = await list(ctx, path, { ...query, limit: PAGE, page });
    rows.push(...part);
    if (part.length < PAGE) return rows;
  }
}

function codeItem(row: JsonObject): LookupItem | null {
  const [id, code, label] = [textOf(row.id), textOf(row.code), textOf(row.label)];
  if (id === "" || id === "0" || code === "" || code === "-") return null;
  return { id, label: label || code, match: { code, name: label || code } };
}

function objectItem(labelOf: (row: JsonObject) => string): (row: JsonObject) => LookupItem {
  return (row) => ({ id: textOf(row.id), label: labelOf(row), match: { code: textOf(row.ref), name: labelOf(row) } });
}

const countries = dictionary("countries", (row) => {
  const item = codeItem(row);
  return item ? { ...item, match: { ...item.match, iso: textOf(row.code) }, extra: { iso3: textOf(row.code_iso) } } : null;
});

const states = dictionary("states", (row) => {
  const [id, code, name] = [
    textOf(row.id),
    textOf(row.code_departement) || textOf(row.code),
    textOf(row.name) || textOf(row.nom),
  ];
  return id === "" || name === "" ? null : { id, label: code === "" ? name : `${name} (${code})`, match: { code, name } };
});

const currencies: Lookup = async (ctx) => {
  const rows = await everyRow(ctx, "/setup/dictionary/currencies");
  return rows.flatMap((row) => {
    const iso = textOf(row.code_iso);
    return iso === ""
      ? []
      : [{ id: iso, label: `${iso} – ${textOf(row.label)}`, match: { iso, code: iso, name: textOf(row.label) } }];
  });
};

/**
 * Currencies a document can be in: those of the Multi-currency module, and the company's. A code Dolibarr does not keep
 * becomes the company's without a word.
 */
const documentCurrencies: Lookup = async (ctx) => {
  const modules = await adminOnly(() => get(ctx, "/setup/modules"));
  const isOn = !Array.isArray(modules) || modules.includes("multicurrency");
  const rows = isOn ? await adminOnly(() => list(ctx, "/setup/dictionary/currencies", { multicurrency: 1 })) : [];
  const kept = (rows ?? []).map((row) => ({ iso: textOf(row.code_iso), name: textOf(row.label) }));
  const company = await adminOnly(async () => asObject(await get(ctx, "/setup/company")));
  const own = textOf(company?.currency_code);
  const all = own === "" || kept.some(({ iso }) => iso === own) ? kept : [{ iso: own, name: own }, ...kept];
  return all.map(({ iso, name }) => ({
    id: iso,
    label: name === iso ? iso : `${iso} – ${name}`,
    match: { iso, code: iso, name },
  }));
};

/** With its module off a list is forbidden to everyone: then there is nothing to choose from. */
const warehouses: Lookup = async (ctx) => {
  const rows = await adminOnly(() => everyRow(ctx, "/warehouses"));
  return (rows ?? []).filter((row) => textOf(row.statut) !== "0").map(objectItem((row) => textOf(row.label) || textOf(row.ref)));
};

const bankAccounts: Lookup = async (ctx) => {
  const rows = await adminOnly(() => everyRow(ctx, "/bankaccounts"));
  const open = (rows ?? []).filter((row) => textOf(row.clos) !== "1");
  return open.map((row) => ({
    ...objectItem((each) => textOf(each.label) || textOf(each.ref))(row),
    extra: { currency: textOf(row.currency_code), iban: textOf(row.iban) },
  }));
};

/** The path from the root as label, so that equal names under different parents can be told apart. */
const categoriesOf =
  (type: "product" | "customer"): Lookup =>
  async (ctx) => {
    const rows = await everyRow(ctx, "/categories", { type });
    const byId = new Map(rows.map((row) => [textOf(row.id), row]));
    const pathOf = (row: JsonObject, depth = 0): string => {
      const parent = depth < 20 ? byId.get(textOf(row.fk_parent)) : undefined;
      return parent ? `${pathOf(parent, depth + 1)} > ${textOf(row.label)}` : textOf(row.label);
    };
    return rows.map((row) => ({
      id: textOf(row.id),
      label: pathOf(row),
      match: { name: textOf(row.label) },
      extra: { parent: textOf(row.fk_parent) },
    }));
  };

/** Administrators only; for others there is nothing to choose from, and mappings name `options_<code>` themselves. */
const extrafields: Lookup = async (ctx) => {
  const all = await adminOnly(() => get(ctx, "/setup/extrafields"));
  if (!isJsonObject(all)) return [];
  return Object.entries(all).flatMap(([element, fields]) =>
    Object.entries(asObject(fields)).map(([code, field]) => {
      const label = isJsonObject(field) ? textOf(field.label) : code;
      return {
        id: `${element}:options_${code}`,
        label: `${label} (${element})`,
        match: { code, name: label },
        extra: { element },
      };
    }),
  );
};

/** The answer, or null where the key's user is no administrator. */
export async function adminOnly<T>(task: () => Promise<T>): Promise<T | null> {
  try {
    return await task();
  } catch (thrown) {
    if (thrown instanceof AppError && (thrown.code === "connector.forbidden" || thrown.code === "connector.not_found"))
      return null;
    throw thrown;
  }
}

/** None where the module of categories is off. */
const customerCategories: Lookup = async (ctx) => (await adminOnly(() => categoriesOf("customer")(ctx))) ?? [];

/** Those a product can have. */
const productExtrafields: Lookup = async (ctx) => (await extrafields(ctx)).filter((item) => item.extra?.element === "product");

const LOOKUPS: Readonly<Record<string, Lookup>> = {
  vatRates,
  paymentTypes: dictionary("payment_types", codeItem, { active: 1 }),
  paymentTerms: dictionary("payment_terms", codeItem, { active: 1 }),
  shippingMethods: dictionary("shipping_methods", codeItem, { active: 1 }),
  countries,
  states,
  currencies,
  documentCurrencies,
  warehouses,
  bankAccounts,
  categories: categoriesOf("product"),
  customerCategories,
  extrafields,
  productExtrafields,
};

export async function lookup(ctx: Context, request: LookupRequest): Promise<LookupPage> {
  const run = LOOKUPS[request.lookup];
  if (!run) {
    throw new AppError({
      code: "connector.unsupported",
      category: "config",
      message: `Dolibarr has no lookup ${request.lookup}`,
    });
  }
  const seen = new Set<string>();
  const items = (await run(ctx)).filter((item) => {
    if (item.id === "" || seen.has(item.id)) return false;
    seen.add(item.id);
    return true;
  });
  const query = fold(request.query ?? "");
  return { items: query === "" ? items : items.filter((item) => fold(item.label).includes(query)) };
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
