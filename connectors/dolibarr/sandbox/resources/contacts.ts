import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { idFields, names, textFields } from "../core/fields";
import { columns, list, ofThirdparties } from "../core/list";
import { isTrue, requireFields, text } from "../core/params";
import { afterTrigger, arrayOptions, mergeOptions, render } from "../core/render";
import { type Call, notFound, RestError, type Route, success } from "../core/rest";
import { fold } from "../core/sql-filter";
import { spendId } from "../core/world";
import { CONTACT } from "../shapes/parties";
import { countryOf } from "./countries";
import { refuseLong, type Widths } from "./widths";

const TEXTS = names(
  "lastname firstname civility_code email address zip town poste phone_pro phone_perso phone_mobile fax ref_ext note_public " +
    "note_private statut priv birthday default_lang name_alias",
);

/** Characters of the columns of `llx_socpeople`, by name of the field. */
const WIDTHS: Widths = {
  ...{ lastname: ["lastname", 50], firstname: ["firstname", 50], address: ["address", 255], zip: ["zip", 25] },
  ...{ town: ["town", 255], email: ["email", 255], phone_pro: ["phone", 30], phone_perso: ["phone_perso", 30] },
  ...{ phone_mobile: ["phone_mobile", 30], default_lang: ["default_lang", 6] },
};

export const contactRoutes: readonly Route[] = [
  { method: "GET", path: "contacts", handle: listContacts, right: "societe.contact.lire" },
  { method: "POST", path: "contacts", handle: create, right: "societe.contact.creer" },
  { method: "GET", path: "contacts/{id}", handle: (call) => read(call, find(call)), right: "societe.contact.lire" },
  { method: "GET", path: "contacts/email/{email}", handle: byEmail, right: "societe.contact.lire" },
  { method: "PUT", path: "contacts/{id}", handle: update, right: "societe.contact.creer" },
  { method: "DELETE", path: "contacts/{id}", handle: remove, right: "societe.contact.supprimer" },
];

function find(call: Call): Row {
  const row = call.world.table("socpeople").get(Number(call.path.id));
  if (!row) throw notFound("Contact");
  return row;
}

function read(call: Call, row: Row): JsonObject {
  const { world } = call;
  const company = world.table("societe").get(Number(text(row.socid)) || -1);
  const object = render(CONTACT, row, {
    ref: String(row.id),
    fk_soc: row.socid ?? null,
    socname: company?.name ?? null,
    mail: row.email ?? null,
    array_options: arrayOptions(world, "socpeople", row),
  });
  return isTrue(call.query.includeroles) ? { ...object, roles: [] } : object;
}

function listContacts(call: Call): Json {
  return list(call, {
    rows: ({ world }) => world.table("socpeople").all(),
    columns: columns(
      "rowid:#id fk_soc:#socid lastname firstname email phone:phone_pro phone_perso phone_mobile ref_ext address zip town " +
        "fk_pays:#country_id statut:#statut datec:@date_creation tms:@date_modification",
    ),
    extrafields: "socpeople",
    shape: CONTACT,
    defaultSort: "t.rowid",
    failure: "retrieve contacts",
    where: ofThirdparties,
    render: read,
  });
}

function byEmail(call: Call): Json {
  const wanted = fold(call.path.email ?? "");
  for (const row of call.world.table("socpeople").all()) if (fold(text(row.email)) === wanted) return read(call, row);
  throw notFound("Contact");
}

function fields(call: Call, before: Row | undefined): JsonObject {
  const { body, world } = call;
  const ids = idFields(body, ["country_id", "state_id", "socid"]);
  const texts = textFields(body, TEXTS);
  refuseLong("contact", texts, WIDTHS, before);
  return {
    ...texts,
    ...ids,
    ...("country_id" in ids ? countryOf(world, ids.country_id) : {}),
    array_options: mergeOptions(world, "socpeople", before?.array_options, body.array_options),
    date_modification: world.now(),
  };
}

function create(call: Call): Json {
  const { body, world } = call;
  requireFields(body, ["lastname"]);
  const table = world.table("socpeople");
  const stored = fields(call, undefined);
  if (stored.socid && !world.table("societe").get(Number(stored.socid))) {
    spendId(table);
    throw new RestError(500, "Error creating contact", [
      "Cannot add or update a child row: a foreign key constraint fails (`dolibarr`.`llx_socpeople`, CONSTRAINT " +
        "`fk_socpeople_fk_soc` FOREIGN KEY (`fk_soc`) REFERENCES `llx_societe` (`rowid`))",
    ]);
  }
  const row = table.insert({ ...stored, date_creation: world.now() });
  world.emit("CONTACT_CREATE", read(call, row));
  return row.id;
}

function update(call: Call): Json {
  const before = find(call);
  const row = call.world.table("socpeople").update(before.id, fields(call, before)) ?? before;
  const object = read(call, row);
  call.world.emit("CONTACT_MODIFY", object);
  return afterTrigger({ ...object, photo: "" }, "ctc");
}

function remove(call: Call): Json {
  const row = find(call);
  call.world.emit("CONTACT_DELETE", read(call, row));
  call.world.table("socpeople").delete(row.id);
  return success("Contact deleted");
}
