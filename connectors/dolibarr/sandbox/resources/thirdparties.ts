import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { idFields, names, others, textFields } from "../core/fields";
import { fileName } from "../core/file-name";
import { columns, list, seesAllCustomers } from "../core/list";
import { requireFields, text } from "../core/params";
import { afterTrigger, arrayOptions, mergeOptions, render } from "../core/render";
import { type Call, notFound, RestError, type Route, success } from "../core/rest";
import { nextRef, saveChanges, type World } from "../core/world";
import { NO_THIRDPARTY, THIRDPARTY } from "../shapes/parties";
import { countryOf } from "./countries";
import { availableCredit } from "./discounts";
import { hasLevels } from "./product-prices";
import { refuseLong, type Widths } from "./widths";

const TEXTS = names(
  "name name_alias email fax url address zip town tva_intra idprof1 idprof2 idprof3 idprof4 idprof5 idprof6 ref_ext " +
    "note_private note_public default_lang client fournisseur status tva_assuj localtax1_assuj localtax2_assuj typent_id " +
    "barcode multicurrency_code forme_juridique_code capital accountancy_code_sell accountancy_code_buy code_fournisseur",
);
const IDS = names("country_id state_id mode_reglement_id cond_reglement_id parent shipping_method_id");
const PHONES = names("phone phone_mobile");

/** Characters of the columns of `llx_societe`, by name of the field. */
const WIDTHS: Widths = {
  ...{ name: ["nom", 128], name_alias: ["name_alias", 128], address: ["address", 255], zip: ["zip", 25], town: ["town", 50] },
  ...{ phone: ["phone", 30], phone_mobile: ["phone_mobile", 30], url: ["url", 255], email: ["email", 128] },
  ...{ tva_intra: ["tva_intra", 20], idprof1: ["siren", 128], idprof2: ["siret", 128], default_lang: ["default_lang", 6] },
};

const COLUMNS = columns(
  "rowid:#id nom:name name_alias email phone phone_mobile ref_ext code_client code_fournisseur client:#client " +
    "fournisseur:#fournisseur status:#status datec:@date_creation tms:@date_modification address zip town siren:idprof1 " +
    "siret:idprof2 ape:idprof3 idprof4 tva_intra barcode fk_pays:#country_id fk_typent:#typent_id url default_lang",
);

const MODES: Readonly<Record<string, readonly string[]>> = { "1": ["1", "3"], "2": ["2", "3"], "3": ["0"] };

export const thirdpartyRoutes: readonly Route[] = [
  { method: "GET", path: "thirdparties", handle: listThirdparties, right: "societe.list" },
  { method: "POST", path: "thirdparties", handle: create, right: "societe.creer" },
  { method: "GET", path: "thirdparties/{id}", handle: (call) => read(call, find(call)), right: "societe.lire" },
  { method: "GET", path: "thirdparties/email/{email}", handle: byEmail, right: "societe.lire" },
  { method: "GET", path: "thirdparties/barcode/{barcode}", handle: (call) => byField(call, "barcode"), right: "societe.lire" },
  { method: "PUT", path: "thirdparties/{id}", handle: update, right: "societe.creer" },
  { method: "PUT", path: "thirdparties/{id}/setpricelevel/{level}", handle: setPriceLevel, right: "societe.creer" },
  { method: "DELETE", path: "thirdparties/{id}", handle: remove, right: "societe.supprimer" },
  { method: "PUT", path: "thirdparties/{id}/merge/{idtodelete}", handle: merge, right: "societe.creer" },
  { method: "GET", path: "thirdparties/{id}/outstandinginvoices", handle: outstanding("facture"), right: "societe.lire" },
  { method: "GET", path: "thirdparties/{id}/outstandingorders", handle: outstanding("commande"), right: "societe.lire" },
];

export function findThirdparty(world: World, id: Json | undefined): Row {
  const row = world.table("societe").get(Number(text(id)));
  if (!row) throw notFound("Thirdparty");
  return row;
}

/** By the server's own description: no recording has price levels on. */
function setPriceLevel(call: Call): Json {
  const { world, path } = call;
  if (!hasLevels(world)) throw new RestError(501, "Multiprices feature activation required for this endpoint");
  const [level, most] = [Number(path.level), Number(world.constant("PRODUIT_MULTIPRICES_LIMIT") || "5")];
  if (level < 1 || level > most) throw new RestError(400, `Price level must be between 1 and ${most}`);
  const row = find(call);
  return read(call, world.table("societe").update(row.id, { price_level: String(level) }) ?? row);
}

function find(call: Call): Row {
  return findThirdparty(call.world, call.path.id);
}

export function renderThirdparty({ world }: Pick<Call, "world">, row: Row): JsonObject {
  return render(THIRDPARTY, row, { ref: row.name ?? null, array_options: arrayOptions(world, "societe", row) });
}

export function read(call: Call, row: Row): JsonObject {
  const credit = availableCredit(call.world, row.id);
  return { ...renderThirdparty(call, row), absolute_discount: "0", absolute_creditnote: credit };
}

function listThirdparties(call: Call): Json {
  const mode = call.query.mode ?? "0";
  const kinds = MODES[mode];
  return list(call, {
    rows: ({ world }) => world.table("societe"),
    columns: COLUMNS,
    extrafields: "societe",
    shape: THIRDPARTY,
    defaultSort: "t.rowid",
    failure: "retrieve thirdparties",
    where: () => {
      if (!seesAllCustomers(call)) return () => false;
      if (mode === "4") return (row) => row.fournisseur === "1";
      return kinds ? (row) => kinds.includes(text(row.client ?? "0")) : undefined;
    },
    render: renderThirdparty,
    empty: () => new RestError(404, `No ${mode === "1" ? "customers" : "third parties"} found`),
  });
}

function byEmail(call: Call): Json {
  const email = call.path.email ?? "";
  if (!/^[^@\s+]+@[^@\s]+\.[^@\s.]+$/.test(email)) {
    const reason = "Invalid value specified for `email`. Expecting email in `name@example.com` format";
    throw new RestError(400, reason, [], "validate");
  }
  return byField(call, "email");
}

/** Two holders: 200 with an object whose id is null, the trap of this route. */
function byField(call: Call, field: string): Json {
  const wanted = (call.path[field] ?? "").toLowerCase();
  const found = [...call.world.table("societe").all()].filter((row) => text(row[field]).toLowerCase() === wanted);
  if (found.length > 1) return NO_THIRDPARTY;
  if (!found[0]) throw notFound("Thirdparty");
  return read(call, found[0]);
}

function fields(call: Call, before: Row | undefined): JsonObject {
  const { body, world } = call;
  const phones = Object.fromEntries(
    Object.entries(textFields(body, PHONES)).map(([name, value]) => [name, text(value).replace(/[\s.]/g, "")]),
  );
  const ids = idFields(body, IDS);
  const texts = textFields(body, TEXTS);
  if (texts.tva_intra) texts.tva_intra = fileName(text(texts.tva_intra), "");
  const stored = { ...texts, ...phones };
  refuseLong("thirdparty", stored, WIDTHS, before);
  return {
    ...stored,
    ...ids,
    ...("country_id" in ids ? countryOf(world, ids.country_id) : {}),
    array_options: mergeOptions(world, "societe", before?.array_options, body.array_options),
    date_modification: world.now(),
  };
}

function create(call: Call): Json {
  const { body, world } = call;
  requireFields(body, ["name"]);
  const table = world.table("societe");
  const stored = { ...fields(call, undefined), ...customerCode(world, body) };
  const row = table.insert({ ...stored, date_creation: world.now() });
  world.emit("COMPANY_CREATE", renderThirdparty(call, row));
  return row.id;
}

function failed(details: readonly Json[]): RestError {
  return new RestError(500, "Error creating thirdparty", details);
}

/** `auto` or `-1` asks for the next number; nothing leaves a customer without a code; the default rule refuses others. */
function customerCode(world: World, body: JsonObject): JsonObject {
  const sent = text(body.code_client);
  if (sent === "") return {};
  const rows = world.table("societe");
  if (sent === "auto" || sent === "-1") {
    if (!["1", "2", "3"].includes(text(body.client))) return {};
    return { code_client: nextRef(rows, "CU", world.now(), { field: "code_client", digits: 5 }) };
  }
  if (!/^CU\d{4}-\d{5}$/.test(sent)) throw failed(["", "ErrorBadCustomerCodeSyntax"]);
  if (rows.by("code_client", sent).length > 0) throw failed(["", "ErrorCustomerCodeAlreadyUsed"]);
  return { code_client: sent };
}

function update(call: Call): Json {
  const { body, world } = call;
  const before = find(call);
  const changes = fields(call, before);
  // An empty name leaves the name as it was.
  if (changes.name === "") delete changes.name;
  if (before.code_client === undefined && text(body.code_client) !== "")
    Object.assign(changes, customerCode(world, { ...before, ...body }));
  // Once saved, what was null in these columns is empty.
  for (const name of ["name_alias", "tva_intra", "address"]) changes[name] ??= text(before[name]);
  const row = saveChanges(world.table("societe"), before, changes);
  const object = renderThirdparty(call, row);
  world.emit("COMPANY_MODIFY", object);
  const unknown = others(body, [...Object.keys(object), "caller", "code_client"]);
  return afterTrigger({ ...read(call, row), ...unknown, socid: row.id }, "thi");
}

function remove(call: Call): Json {
  const row = find(call);
  const used = ["commande", "facture", "propal"].some((table) => call.world.table(table).by("socid", String(row.id)).length > 0);
  if (used) throw new RestError(409, "Can't delete, that product is probably used");
  call.world.emit("COMPANY_DELETE", renderThirdparty(call, row));
  call.world.table("societe").delete(row.id);
  return success("Object deleted");
}

/** The second third party's documents move to the first, which keeps its own fields and takes those it lacks. */
function merge(call: Call): Json {
  const { world } = call;
  const kept = find(call);
  const dropped = findThirdparty(world, call.path.idtodelete);
  for (const name of ["commande", "facture", "propal", "socpeople"]) {
    for (const row of world.table(name).by("socid", String(dropped.id)))
      world.table(name).update(row.id, { socid: String(kept.id) });
  }
  world.table("societe").delete(dropped.id);
  const taken = Object.fromEntries(
    Object.entries(dropped).filter(([name]) => kept[name] === undefined && name !== "code_client"),
  );
  const empty = { name_alias: text(kept.name_alias), tva_intra: text(kept.tva_intra), address: text(kept.address) };
  const row = world.table("societe").update(kept.id, { ...empty, ...taken, date_modification: world.now() }) ?? kept;
  return afterTrigger({ ...read(call, row), socid: String(row.id) }, "thi");
}

function outstanding(table: string) {
  return (call: Call): Json => {
    const row = find(call);
    const documents = call.world.table(table).by("socid", String(row.id));
    const open = documents.filter((each) => text(each.statut) === "1");
    const opened = open.reduce((sum, each) => sum + Number(each.total_ttc), 0);
    const refs = (rows: readonly Row[]) =>
      rows.length === 0 ? [] : Object.fromEntries(rows.map((each) => [String(each.id), text(each.ref)]));
    return { opened, refs: refs(documents), refsopened: refs(open) };
  };
}
