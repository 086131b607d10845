import type { World } from "@/connectors/dolibarr/sandbox/core/world";
import { refFields } from "@/connectors/dolibarr/sandbox/resources/products";
import type { JsonObject } from "@/lib/core/json";
import type { Exchange } from "./harness";

interface Secrets {
  readonly admin: string;
  readonly limited: string;
  readonly disabled: string;
  readonly password: string;
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bodyOf(exchange: Exchange | undefined): unknown {
  const text = exchange?.answer.body.toString() ?? "";
  return /^[[{"\d]/.test(text) ? (JSON.parse(text) as unknown) : undefined;
}

function find(exchanges: readonly Exchange[], number: number): unknown {
  return bodyOf(exchanges.find((exchange) => Number.parseInt(exchange.name, 10) === number));
}

/** Recording that shows each dictionary. */
const DICTIONARIES: Readonly<Record<string, readonly number[]>> = {
  countries: [50, 51, 52, 53, 54, 55],
  payment_types: [57],
  payment_terms: [58],
  currencies: [59, 60],
  shipping_methods: [61],
  availability: [62],
  ordering_origins: [63],
  units: [64],
  civilities: [65],
  contact_types: [66],
  states: [67],
  legal_form: [69],
  incoterms: [70],
  triggers: [73],
};

/** The state in which the recorder found the server, as far as its answers show it: setup, users, dictionaries. */
export function seedFromRecordings(world: World, exchanges: readonly Exchange[], secrets: Secrets): void {
  for (const [name, numbers] of Object.entries(DICTIONARIES)) {
    for (const number of numbers) seedDictionary(world, name, find(exchanges, number));
  }
  const modules = find(exchanges, 34);
  for (const name of Array.isArray(modules) ? modules : []) world.table("module").insert({ name: String(name) });
  const company = find(exchanges, 32);
  if (isFields(company)) world.table("company").put({ ...asJson(company), id: 1 });
  seedUsers(world, find(exchanges, 23), secrets);
  world.setConstant("MAIN_MONNAIE", "EUR");
  const currencies = find(exchanges, 496);
  for (const currency of Array.isArray(currencies) ? currencies.filter(isFields) : []) seedCurrency(world, currency);
  seedVat(world);
}

function asJson(fields: Fields): JsonObject {
  return fields as JsonObject;
}

function seedDictionary(world: World, name: string, body: unknown): void {
  const rows = Array.isArray(body) ? body : [body];
  const table = world.table(`dictionary:${name}`);
  for (const row of rows.filter(isFields)) {
    const { id, rowid, date_sync: _, rate: __, ...fields } = row;
    const known = Number(id ?? rowid ?? table.sequence + 1);
    if (name === "currencies" && table.by("code_iso", String(fields.code_iso)).length > 0) continue;
    // A country read in French later keeps the label of the first, English answer.
    if (table.get(known)) continue;
    const own = name === "states" ? { rowid: rowid ?? null, _country: "1" } : {};
    table.put({ ...asJson({ ...fields, ...own }), id: known });
  }
}

function seedUsers(world: World, me: unknown, { admin, limited, disabled, password }: Secrets): void {
  const shown = isFields(me) ? me : {};
  const users = world.table("user");
  const named = { lastname: String(shown.lastname), email: String(shown.email) };
  users.insert({ login: "admin", ...named, password, api_key: admin, admin: "1", statut: "1", rights: null });
  users.insert({ login: "limited", lastname: "limited", api_key: limited, admin: "0", statut: "1", rights: ["societe.lire"] });
  users.insert({ login: "disabled", lastname: "disabled", api_key: disabled, admin: "0", statut: "0", rights: [] });
}

function seedCurrency(world: World, currency: Fields): void {
  const row = world.table("multicurrency").insert({ code: String(currency.code), name: String(currency.name) });
  const { rate } = currency;
  if (!isFields(rate)) return;
  const date = { date_sync: Number(rate.date_sync), _date: "2026-11-22 03:50:50" };
  world.table("multicurrency_rate").insert({ fk_multicurrency: String(row.id), rate: String(rate.rate), ...date });
}

function seedVat(world: World): void {
  for (const rate of ["20", "10", "5.5", "2.1", "0"]) world.table("dictionary:vat").insert({ taux: rate, code: "" });
}

/** The list of events grew with the modules switched on meanwhile. */
function seedEvents(world: World, body: unknown): void {
  const table = world.table("dictionary:triggers");
  for (const [code, label] of isFields(body) ? Object.entries(body) : []) {
    if (table.by("code", code).length === 0) table.insert({ code, label: String(label) });
  }
}

/** The last recordings were made on a new database: what they refer to, as their own answers show it. */
export function unrecordedRecords(world: World, exchanges: readonly Exchange[], number: number): void {
  if (number === 1000) seedEvents(world, find(exchanges, 1003));
  const later = exchanges.filter((exchange) => Number.parseInt(exchange.name, 10) >= 1060);
  if (number === 1060) {
    world.table("societe").put({ id: 1, name: "", client: "1" });
    for (const exchange of later) eachObject(bodyOf(exchange), (object) => seedProduct(world, object));
    declareExtrafields(world, later);
    world.table("bank_account").put({ id: 1, ref: "BANK1", label: "Main bank", currency_code: "EUR" });
  }
  if (number === 1070) {
    const found = find(exchanges, 1070);
    const row = Array.isArray(found) ? found[0] : undefined;
    if (isFields(row)) world.table("societe").put({ name: "", ...asJson(row), id: Number(row.id) });
  }
}

function eachObject(value: unknown, visit: (object: Fields) => void): void {
  if (Array.isArray(value)) for (const item of value) eachObject(item, visit);
  if (!isFields(value)) return;
  visit(value);
  for (const item of Object.values(value)) eachObject(item, visit);
}

/** Products as the lines of documents show them. */
function seedProduct(world: World, line: Fields): void {
  const id = Number(line.fk_product);
  if (!Number.isInteger(id) || id < 1 || typeof line.product_ref !== "string") return;
  const before = world.table("product").get(id);
  const optional = (name: string, from: unknown): JsonObject => (typeof from === "string" ? { [name]: from } : {});
  world.table("product").put({
    ...before,
    id,
    ...refFields(line.product_ref),
    label: String(line.product_label ?? ""),
    type: String(line.fk_product_type ?? "0"),
    ...optional("description", line.product_desc),
    ...optional("barcode", line.product_barcode),
    ...optional("status", line.product_tosell),
    ...optional("status_buy", line.product_tobuy),
    ...optional("weight", line.weight),
    ...optional("weight_units", line.weight_units),
    ...optional("volume_units", line.volume_units),
  });
}

const ELEMENTS: Readonly<Record<string, string>> = { orders: "commande", invoices: "facture", proposals: "propal" };

function declareExtrafields(world: World, exchanges: readonly Exchange[]): void {
  for (const exchange of exchanges) {
    const elementtype = ELEMENTS[exchange.target.split("/")[3] ?? ""];
    const body = bodyOf(exchange);
    if (!elementtype || exchange.method === "POST" || !isFields(body) || !isFields(body.array_options)) continue;
    for (const option of Object.keys(body.array_options)) {
      const code = option.replace(/^options_/, "");
      const known = world
        .table("extrafields")
        .by("elementtype", elementtype)
        .some((row) => row.code === code);
      if (!known) world.table("extrafields").insert({ elementtype, code, label: code, type: "varchar" });
    }
  }
}
