import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json } from "@/lib/core/json";
import { requireFields, text } from "../core/params";
import { render } from "../core/render";
import { type Call, RestError, type Route } from "../core/rest";
import { sqlDate } from "../core/world";
import { SITE_ACCOUNT } from "../shapes/parties";
import { findThirdparty, read } from "./thirdparties";

/** External accounts of a third party: the map from a shop's customer ids to third parties. */
export const siteAccountRoutes: readonly Route[] = [
  { method: "GET", path: "thirdparties/{id}/accounts", handle: listAccounts, right: "societe.lire" },
  { method: "POST", path: "thirdparties/{id}/accounts", handle: create, right: "societe.creer" },
  { method: "GET", path: "thirdparties/accounts/{site}/{key_account}", handle: bySite, right: "societe.lire" },
];

function listAccounts(call: Call): Json {
  const thirdparty = findThirdparty(call.world, call.path.id);
  const { site } = call.query;
  return call.world
    .table("societe_account")
    .by("fk_soc", thirdparty.id)
    .filter((row) => !site || row.site === site)
    .map((row) => ({
      id: row.id,
      date_creation: Number(row._created),
      tms: Number(row._created),
      key_account: text(row.key_account),
      fk_soc: Number(row.fk_soc),
      site: text(row.site),
    }));
}

function create(call: Call): Json {
  const { body, world } = call;
  const thirdparty = findThirdparty(world, call.path.id);
  requireFields(body, ["site"]);
  const table = world.table("societe_account");
  const own = (row: Row) => row.site === text(body.site);
  if (table.by("fk_soc", thirdparty.id).some(own))
    throw new RestError(409, "A SocieteAccount entity already exists for this company and site.");
  const row = table.insert({
    fk_soc: thirdparty.id,
    site: text(body.site),
    key_account: text(body.key_account),
    login: text(body.login),
    status: text(body.status) || "1",
    fk_user_author: text(body.fk_user_author) || "1",
    fk_user_creat: "1",
    date_creation: sqlDate(world.now()),
    _created: world.now(),
  });
  return { ...render(SITE_ACCOUNT, row), id: row.id };
}

function bySite(call: Call): Json {
  const { site, key_account } = call.path;
  const found = call.world
    .table("societe_account")
    .by("key_account", key_account ?? "")
    .filter((row) => row.site === site);
  if (found.length !== 1) throw new RestError(404, "This account have many thirdparties attached or does not exist.");
  return read(call, findThirdparty(call.world, found[0]?.fk_soc));
}
