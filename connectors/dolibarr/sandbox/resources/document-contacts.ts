import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json } from "@/lib/core/json";
import { text } from "../core/params";
import { type Call, NothingToDo, type Route, success } from "../core/rest";
import type { World } from "../core/world";
import { findInvoice } from "./invoices";
import { findOrder } from "./orders";

/** Contacts linked to documents, in a role of the dictionary (BILLING, SHIPPING, CUSTOMER). */
export const documentContactRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "orders/{id}/contacts",
    handle: (call) => contactsOf(call.world, "commande", findOrder(call.world, call.path.id).id),
  },
  {
    method: "POST",
    path: "orders/{id}/contact/{contactid}/{type}",
    handle: (call) => link(call, "commande", "order", findOrder(call.world, call.path.id)),
  },
  {
    method: "POST",
    path: "invoices/{id}/contact/{contactid}/{type}",
    handle: (call) => link(call, "facture", "invoice", findInvoice(call.world, call.path.id)),
  },
];

/** A role that does not exist, or one already given, is "nothing to do". */
function link(call: Call, element: string, word: string, document: Row): Json {
  const { world } = call;
  const roles = world.table("dictionary:contact_types").by("type", element);
  const role = roles.find((row) => row.code === call.path.type && row.source === "external");
  const contact = world.table("socpeople").get(Number(call.path.contactid));
  const links = world.table("element_contact");
  const own = links.by("element_id", String(document.id)).filter((row) => row._element === element);
  if (!role || !contact || own.some((row) => row._contact === String(contact.id) && row._role === role.id))
    throw new NothingToDo();
  links.insert({ _element: element, element_id: String(document.id), _contact: String(contact.id), _role: role.id });
  return success(`Contact linked to the ${word}`);
}

export function contactsOf(world: World, element: string, id: number): Json[] {
  return world
    .table("element_contact")
    .by("element_id", String(id))
    .filter((row) => row._element === element)
    .flatMap((row) => {
      const contact = world.table("socpeople").get(Number(row._contact));
      const role = world.table("dictionary:contact_types").get(Number(row._role));
      return contact && role ? [shown(world, row, contact, role)] : [];
    });
}

function shown(world: World, link: Row, contact: Row, role: Row): Json {
  const country = world.table("dictionary:countries").get(Number(text(contact.country_id)) || -1);
  return {
    parentId: text(link.element_id),
    source: "external",
    socid: text(contact.socid),
    id: String(contact.id),
    nom: text(contact.lastname),
    civility: "",
    lastname: text(contact.lastname),
    firstname: text(contact.firstname),
    email: text(contact.email),
    address: text(contact.address),
    zip: text(contact.zip),
    town: text(contact.town),
    country_id: text(contact.country_id),
    country: text(country?.label),
    login: "",
    photo: "",
    gender: "",
    statuscontact: text(contact.statut ?? "1"),
    rowid: String(link.id),
    code: text(role.code),
    libelle: text(role.label),
    status: 4,
    fk_c_type_contact: String(role.id),
  };
}
