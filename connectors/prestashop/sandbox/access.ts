import { type WebserviceError, WebserviceFailure } from "./failure";
import { RESOURCE_NAMES } from "./resources";
import type { Method } from "./resources/definition";

/** A key of the shop's Webservice page: which methods it may use on which resources. */
export interface AccessKey {
  readonly key: string;
  readonly active: boolean;
  readonly permissions: ReadonlyMap<string, readonly Method[]>;
}

const ALL_METHODS: readonly Method[] = ["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD"];

export const CHALLENGE =
  'Basic realm="Welcome to PrestaShop Webservice, please enter the authentication key as the login. No password required."';

export function fullKey(key: string): AccessKey {
  return { key, active: true, permissions: new Map(RESOURCE_NAMES.map((name) => [name, ALL_METHODS])) };
}

/** A key limited to some methods of some resources. */
export function limitedKey(key: string, permissions: Record<string, readonly Method[]>): AccessKey {
  return { key, active: true, permissions: new Map(Object.entries(permissions)) };
}

/** The key sent with the request: Basic user name before `ws_key`; undefined = none at all. */
export function sentKey(authorization: string | undefined, queryKey: string | undefined): string | undefined {
  const basic = /^Basic\s+(.*)$/i.exec(authorization ?? "");
  if (basic)
    return (
      Buffer.from(basic[1] ?? "", "base64")
        .toString("utf8")
        .split(":")[0] ?? ""
    );
  return queryKey;
}

/** The key's rights, or the refusal the real shop gives. */
export function authenticate(sent: string, keys: readonly AccessKey[]): AccessKey {
  if (sent === "") throw refusal([{ code: 17, message: "Authentication key is empty" }]);
  if (sent.length !== 32) throw refusal([{ code: 18, message: "Invalid authentication key format" }]);
  const found = keys.find((each) => each.key === sent && each.active);
  if (found) return found;
  throw refusal([
    { code: 20, message: "Authentification key is not active" },
    { code: 21, message: "No permission for this authentication key" },
  ]);
}

function refusal(errors: WebserviceError[]): WebserviceFailure {
  return new WebserviceFailure(401, errors);
}
