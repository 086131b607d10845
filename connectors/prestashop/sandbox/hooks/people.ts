import { createHash } from "node:crypto";
import { WebserviceFailure } from "../failure";
import type { Entity } from "../resources/definition";
import { localTime, now, type Shop, table, text } from "../shop";
import type { Change, Hooks } from "./contract";

export const customerHooks: Hooks = {
  prepare: ({ shop, object, before }) => {
    if (before) return;
    object.id_shop = "1";
    object.id_shop_group = "1";
    object.secure_key = createHash("md5")
      .update(`${text(object, "email")}${now(shop)}`)
      .digest("hex");
    object.last_passwd_gen = passwordTime(shop);
  },
  beforeSave: (change) => {
    assertEmailFree(change);
    const { object, before } = change;
    const sent = text(object, "passwd");
    if (sent !== text(before, "passwd")) object.passwd = `$2y$10$${createHash("sha256").update(sent).digest("base64url")}`;
  },
  afterSave: ({ shop, object, before }) => {
    if (before && text(object, "last_passwd_gen") === "") {
      table(shop, "customers").update(object.id, { last_passwd_gen: now(shop) });
    }
    if (before) return;
    const group = text(object, "id_default_group") || "3";
    const groups = Array.isArray(object["@groups"]) ? object["@groups"] : [{ id: group }];
    object.id_default_group = group;
    object["@groups"] = groups;
    table(shop, "customers").update(object.id, { id_default_group: group, "@groups": groups, ...unset(object) });
  },
};

/** Empty on a new customer, null once the customer is saved again. */
const NULLABLE = ["ip_registration_newsletter", "website", "company", "siret", "ape", "note", "reset_password_token"];

function unset(object: Entity): { [field: string]: string } {
  return Object.fromEntries(NULLABLE.map((field) => [field, text(object, field)]));
}

/** The shop sets the password's date back by the delay after which it may be asked for again. */
function passwordTime(shop: Shop): string {
  return localTime(new Date(shop.clock().getTime() - 6 * 3_600_000), shop.settings.timeZone);
}

function assertEmailFree({ shop, object, before }: Change): void {
  if (text(object, "is_guest") === "1") return;
  const email = text(object, "email").toLowerCase();
  const twins = table(shop, "customers").by("email", text(object, "email"));
  const taken = twins.some(
    (row) => row.id !== before?.id && text(row, "is_guest") !== "1" && text(row, "email").toLowerCase() === email,
  );
  if (!taken) return;
  throw new WebserviceFailure(500, [
    { code: before ? 141 : 140, message: `The email is already used, please choose another one.` },
    { code: 46, message: "Unable to save resource" },
  ]);
}

export const addressHooks: Hooks = {
  remove: (shop, row) => {
    const orders = table(shop, "orders");
    const isUsed = orders.by("id_address_delivery", row.id).length + orders.by("id_address_invoice", row.id).length > 0;
    if (isUsed) table(shop, "addresses").update(row.id, { deleted: "1" });
    else table(shop, "addresses").delete(row.id);
    return true;
  },
};
