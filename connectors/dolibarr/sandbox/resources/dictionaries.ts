import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { columns, list } from "../core/list";
import { isTrue, text } from "../core/params";
import { type Call, notFound, type Route } from "../core/rest";

/** One dictionary of `/setup/dictionary/`; its rows hold their fields as they are answered. */
interface Dictionary {
  readonly name: string;
  readonly columns: string;
  readonly sort: string;
  /** Name of the id in the answer; absent = no id. */
  readonly idField?: "id" | "rowid";
}

const DICTIONARIES: readonly Dictionary[] = [
  {
    name: "payment_types",
    idField: "id",
    sort: "code",
    columns: "rowid:#id id:#id code type:#type libelle:label active:#active module",
  },
  {
    name: "payment_terms",
    idField: "id",
    sort: "sortorder",
    columns: "rowid:#id code libelle:label sortorder:#sortorder active:#active",
  },
  { name: "shipping_methods", idField: "id", sort: "rowid", columns: "rowid:#id code libelle:label active:#active" },
  { name: "availability", idField: "rowid", sort: "code", columns: "rowid:#id code label active:#active" },
  { name: "ordering_origins", idField: "rowid", sort: "code", columns: "rowid:#id code label active:#active" },
  {
    name: "units",
    idField: "rowid",
    sort: "rowid",
    columns: "rowid:#id code label short_label unit_type scale:#scale active:#active",
  },
  { name: "civilities", idField: "rowid", sort: "code", columns: "rowid:#id code label active:#active" },
  {
    name: "contact_types",
    idField: "rowid",
    sort: "code",
    columns: "rowid:#id code libelle:label element:type source active:#active",
  },
  { name: "incoterms", idField: "rowid", sort: "code", columns: "rowid:#id code active:#active" },
  { name: "legal_form", idField: "rowid", sort: "rowid", columns: "rowid:#id code libelle fk_pays:#fk_pays active:#active" },
  { name: "currencies", sort: "code_iso", columns: "code_iso label active:#active" },
];

export const dictionaryRoutes: readonly Route[] = [
  ...DICTIONARIES.map(
    (dictionary): Route => ({
      method: "GET",
      path: `setup/dictionary/${dictionary.name}`,
      handle: (call) => listDictionary(call, dictionary),
    }),
  ),
  { method: "GET", path: "setup/dictionary/countries", handle: countries },
  {
    method: "GET",
    path: "setup/dictionary/countries/{id}",
    handle: (call) => country(call, (row) => String(row.id) === call.path.id),
  },
  {
    method: "GET",
    path: "setup/dictionary/countries/byCode/{code}",
    handle: (call) => country(call, (row) => row.code === call.path.code),
  },
  {
    method: "GET",
    path: "setup/dictionary/countries/byISO/{iso}",
    handle: (call) => country(call, (row) => row.code_iso === call.path.iso),
  },
  { method: "GET", path: "setup/dictionary/states", handle: states },
  { method: "GET", path: "setup/dictionary/states/{id}", handle: state },
  { method: "GET", path: "setup/dictionary/towns", handle: () => [] },
];

function shown(row: Row, idField: "id" | "rowid" | undefined): JsonObject {
  const { id, ...fields } = row;
  const visible = Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith("_")));
  return idField ? { [idField]: String(id), ...visible } : visible;
}

function listDictionary(call: Call, dictionary: Dictionary): Json {
  if (dictionary.name === "currencies" && isTrue(call.query.multicurrency)) return multicurrencies(call);
  const { country, type } = call.query;
  return list(call, {
    rows: ({ world }) => world.table(`dictionary:${dictionary.name}`).all(),
    columns: columns(dictionary.columns),
    defaultSort: dictionary.sort,
    failure: `retrieve list of ${dictionary.name}`,
    where: () => (row) => {
      if (dictionary.name === "legal_form" && country) return text(row.fk_pays) === country;
      return dictionary.name !== "contact_types" || !type || row.type === type;
    },
    render: (_, row) => shown(row, dictionary.idField),
  });
}

/** Only the currencies with a rate, each with its last one. */
function multicurrencies({ world }: Call): Json {
  return [...world.table("multicurrency").all()].map((row) => {
    const rate = world.table("multicurrency_rate").by("fk_multicurrency", String(row.id)).at(-1);
    const currency = world.table("dictionary:currencies").by("code_iso", text(row.code))[0];
    return {
      code_iso: text(row.code),
      label: currency?.label ?? row.name ?? null,
      unicode: currency?.unicode ?? null,
      date_sync: rate ? text(rate._date) : null,
      rate: rate ? text(rate.rate) : null,
    };
  });
}

function shownCountry(call: Call, row: Row): JsonObject {
  const { lang } = call.query;
  const label =
    lang && row.code ? new Intl.DisplayNames([lang.replace("_", "-")], { type: "region" }).of(text(row.code)) : undefined;
  return { ...shown(row, "id"), label: label ?? row.label ?? null };
}

function countries(call: Call): Json {
  const filter = call.query.filter?.toLowerCase();
  return list(call, {
    rows: ({ world }) => world.table("dictionary:countries").all(),
    columns: columns("rowid:#id code code_iso label favorite:#favorite eec:#eec active:#active"),
    defaultSort: "code",
    failure: "retrieve list of countries",
    where: () => (filter ? (row) => text(row.label).toLowerCase().includes(filter) : undefined),
    render: shownCountry,
  });
}

function country(call: Call, wanted: (row: Row) => boolean): Json {
  const row = [...call.world.table("dictionary:countries").all()].find(wanted);
  if (!row) throw notFound("Country");
  return shownCountry(call, row);
}

function states(call: Call): Json {
  return list(call, {
    rows: ({ world }) => world.table("dictionary:states").all(),
    columns: columns("rowid:#id code_departement nom active:#active fk_region:#fk_region"),
    defaultSort: "code_departement",
    failure: "retrieve list of states",
    where: ({ query }) => (query.country ? (row) => text(row._country) === query.country : undefined),
    render: (_, row) => shown(row, "id"),
  });
}

/** An unknown state is an empty object, not a 404. */
function state(call: Call): Json {
  const row = call.world.table("dictionary:states").get(Number(call.path.id));
  if (row) return shown(row, "id");
  return {
    id: null,
    entity: null,
    code: null,
    label: null,
    active: null,
    rowid: null,
    code_departement: null,
    name: "",
    nom: "",
  };
}
