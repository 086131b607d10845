import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { idFields, isObject, names, textFields } from "../core/fields";
import { columns, list, ofThirdparties } from "../core/list";
import { integer, onlyArgument, requireFields, text } from "../core/params";
import { afterTrigger, arrayOptions, mergeOptions, render } from "../core/render";
import { type Call, NothingToDo, notFound, RestError, type Route, success } from "../core/rest";
import { nextRef, spendId, type World } from "../core/world";
import { PROPOSAL, PROPOSAL_LINE } from "../shapes/documents";
import { currencyFields, dictionaryCodes, documentDate, findBy, linkedObjects, linkObjects, unlinkAll } from "./document";
import { justCreatedOrder } from "./just-created";
import { insertLine, insertLines, type LineKind, linesOf, recompute, renderLine } from "./lines";
import { ORDER_LINES, renderOrder } from "./orders";

const LINES: LineKind = { document: "propal", table: "propaldet", parent: "fk_propal", shape: PROPOSAL_LINE };
const TEXTS = names("ref_ext ref_client note_public note_private");
const IDS = names("mode_reglement_id cond_reglement_id");

export const proposalRoutes: readonly Route[] = [
  { method: "GET", path: "proposals", handle: listProposals, right: "propal.lire" },
  { method: "POST", path: "proposals", handle: create, right: "propal.creer", denial: "Insuffisant rights" },
  { method: "GET", path: "proposals/{id}", handle: (call) => read(call, find(call)), right: "propal.lire" },
  { method: "GET", path: "proposals/ref/{ref}", handle: byRef, right: "propal.lire" },
  { method: "GET", path: "proposals/ref_ext/{ref_ext}", handle: neverFound, right: "propal.lire" },
  { method: "DELETE", path: "proposals/{id}", handle: remove, right: "propal.supprimer" },
  { method: "POST", path: "proposals/{id}/line", handle: addLine, right: "propal.creer" },
  { method: "POST", path: "proposals/{id}/lines", handle: addLines, right: "propal.creer" },
  { method: "POST", path: "proposals/{id}/validate", handle: validate, right: "propal.creer" },
  { method: "POST", path: "proposals/{id}/close", handle: close, right: "propal.cloturer" },
  { method: "POST", path: "proposals/{id}/setinvoiced", handle: setInvoiced, right: "propal.creer" },
  { method: "POST", path: "orders/createfromproposal/{proposalid}", handle: orderFromProposal, right: "commande.creer" },
];

function find(call: Call): Row {
  const row = call.world.table("propal").get(Number(call.path.id ?? call.path.proposalid));
  if (!row) throw notFound("Commercial Proposal");
  return row;
}

/** The external reference is stored, but this route never finds it: a fault of 22.0.4. */
function neverFound(): Json {
  throw notFound("Commercial Proposal");
}

function byRef(call: Call): Json {
  const row = findBy(call.world, "propal", "ref", call.path.ref ?? "");
  if (!row) throw notFound("Commercial Proposal");
  return read(call, row);
}

/** Its status is a number, unlike every other document's. */
function shown(world: World, row: Row): JsonObject {
  const status = Number(row.statut ?? 0);
  return render(PROPOSAL, row, {
    array_options: arrayOptions(world, "propal", row),
    statut: status,
    status,
    ref_customer: row.ref_client ?? "",
    ...dictionaryCodes(world, row),
    datec: row.date_creation ?? null,
    datep: row.date ?? null,
    datev: row.date_validation ?? "",
    total: row.total_ttc ?? "0.00000000",
    linkedObjectsIds: linkedObjects(world, "propal", row.id),
    lines: linesOf(world, LINES, row.id).map((line) => ({ ...renderLine(world, LINES, line), ref_ext: null })),
  });
}

function read(call: Call, row: Row): JsonObject {
  return { ...shown(call.world, row), contacts_ids: [], contacts_ids_internal: [] };
}

function listProposals(call: Call): Json {
  return list(call, {
    rows: ({ world }) => world.table("propal").all(),
    columns: columns(
      "rowid:#id ref ref_ext ref_client fk_soc:#socid fk_statut:#statut datep:@date datec:@date_creation tms:@date_modification " +
        "date_valid:@date_validation total_ht:#total_ht total_ttc:#total_ttc fin_validite:@fin_validite",
    ),
    extrafields: "propal",
    shape: PROPOSAL,
    defaultSort: "t.rowid",
    failure: "retrieve propal list",
    where: ofThirdparties,
    render: read,
  });
}

function create(call: Call): Json {
  const { body, world } = call;
  requireFields(body, ["socid"]);
  const table = world.table("propal");
  const date = body.date === undefined ? world.now() : documentDate(body.date, "proposal", "propal", "datep");
  if (!world.table("societe").get(Number(text(body.socid)))) {
    spendId(table);
    throw new RestError(500, "Error creating proposal", ["Cannot add or update a child row: a foreign key constraint fails"]);
  }
  const days = integer(body.duree_validite) || 15;
  const row = table.insert({
    ...textFields(body, TEXTS),
    ...idFields(body, IDS),
    ...currencyFields(world, body),
    ref: `(PROV${table.nextId()})`,
    socid: text(body.socid),
    date,
    duree_validite: days,
    fin_validite: date + days * 86_400,
    array_options: mergeOptions(world, "propal", undefined, body.array_options),
    date_creation: world.now(),
    date_modification: world.now(),
  });
  insertLines(world, LINES, row.id, body.lines);
  return row.id;
}

function remove(call: Call): Json {
  const row = find(call);
  for (const line of linesOf(call.world, LINES, row.id)) call.world.table("propaldet").delete(line.id);
  unlinkAll(call.world, "propal", row.id);
  call.world.table("propal").delete(row.id);
  return success("Commercial Proposal deleted");
}

function addLine(call: Call): Json {
  return insertLine(call.world, LINES, find(call).id, call.body);
}

function addLines(call: Call): Json {
  const row = find(call);
  const sent = Object.values(call.body).filter(isObject);
  return (sent.length > 0 ? sent : [call.body]).map((line) => insertLine(call.world, LINES, row.id, line));
}

function change(call: Call, row: Row, fields: JsonObject): Json {
  const { world } = call;
  const changed = world.table("propal").update(row.id, { ...fields, date_modification: world.now() }) ?? row;
  return afterTrigger(shown(world, changed), "pro");
}

/** One already signed is answered 200 and stays as it is, provisional reference included. */
function validate(call: Call): Json {
  onlyArgument(call, "notrigger", 0);
  const { world } = call;
  const row = find(call);
  const status = text(row.statut ?? "0");
  if (status === "1") throw new NothingToDo();
  if (status !== "0") return change(call, row, {});
  const provisional = text(row.ref).startsWith("(PROV");
  const ref = provisional ? nextRef(world.table("propal"), "PR", Number(row.date)) : text(row.ref);
  world.emit("PROPAL_VALIDATE", shown(world, row));
  return change(call, row, { statut: "1", ref, date_validation: world.now(), user_validation_id: "1" });
}

/** Signed (2) or refused (3); a draft can be closed too. */
function close(call: Call): Json {
  const { body, world } = call;
  const row = find(call);
  const status = text(body.status);
  if (status !== "2" && status !== "3") throw new RestError(400, "Invalid value specified for `status`", [], "validate");
  const notes = [text(row.note_private), text(body.note_private)].filter((note) => note !== "");
  const path = `propale/${row.ref}/${row.ref}.pdf`;
  world.emit(status === "2" ? "PROPAL_CLOSE_SIGNED" : "PROPAL_CLOSE_REFUSED", shown(world, row));
  return change(call, row, { statut: status, note_private: notes.join("\n"), date_signature: world.now(), last_main_doc: path });
}

function setInvoiced(call: Call): Json {
  const row = find(call);
  call.world.emit("PROPAL_CLASSIFY_BILLED", shown(call.world, row));
  return change(call, row, { statut: "4", date_cloture: call.world.now(), user_closing_id: "1" });
}

/** Draft order with the proposal's lines, answered as built in memory: numbers, and much not loaded yet. */
function orderFromProposal(call: Call): Json {
  const { world } = call;
  const proposal = find(call);
  const table = world.table("commande");
  const now = world.now();
  const copied = textFields(proposal, [
    "socid",
    "note_public",
    "note_private",
    "multicurrency_code",
    "multicurrency_tx",
    "fk_multicurrency",
  ]);
  const row = table.insert({
    ...copied,
    ref: `(PROV${table.nextId()})`,
    date: now - (now % 86_400),
    date_creation: now,
    date_modification: now,
  });
  for (const line of linesOf(world, LINES, proposal.id)) {
    const { id: _, fk_propal: __, ref_ext: ___, ...fields } = line;
    world.table("commandedet").insert({ ...fields, fk_commande: String(row.id) });
  }
  recompute(world, ORDER_LINES, row.id);
  linkObjects(world, { type: "propal", id: proposal.id }, { type: "commande", id: row.id });
  const stored = table.get(row.id) ?? row;
  world.emit("ORDER_CREATE", renderOrder(world, stored));
  return justCreatedOrder(world, stored, proposal, linesOf(world, LINES, proposal.id), now);
}
