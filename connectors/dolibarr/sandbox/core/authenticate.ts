import type { Row } from "@/connectors/sandbox-kit/store";
import { RestError } from "./rest";
import type { User, World } from "./world";

/** The user whose key is sent: header DOLAPIKEY, a bearer token, or DOLAPIKEY / api_key in the address. */
export function authenticate(
  world: World,
  headers: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string>>,
): User {
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? "")?.[1];
  const key = headers.dolapikey ?? bearer ?? query.DOLAPIKEY ?? query.api_key ?? "";
  if (key === "") {
    throw refused(
      "Failed to login to API. Neither parameter 'HTTP_DOLAPIKEY' nor 'Authentication: Bearer' found on HTTP header " +
        "(and no parameter DOLAPIKEY in URL).",
    );
  }
  const row = world.table("user").by("api_key", key)[0];
  if (row?.statut !== "1") {
    throw refused("Error user not valid (not found with api key or bad status or bad validity dates) (conf->entity=1)");
  }
  return toUser(row);
}

function refused(reason: string): RestError {
  return new RestError(401, reason, [], "authenticate");
}

function toUser(row: Row): User {
  const rights = Array.isArray(row.rights) ? row.rights.map(String) : "all";
  return { id: row.id, login: String(row.login), admin: row.admin === "1", rights };
}
