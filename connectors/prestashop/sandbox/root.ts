import type { AccessKey } from "./access";
import { documentXml } from "./render-xml";
import { RESOURCE_NAMES, RESOURCES, SPECIAL_RESOURCES } from "./resources";
import type { Method } from "./resources/definition";
import type { Shop } from "./shop";

const SHOWN: readonly Method[] = ["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD"];
/** Resources whose schema cannot be asked for. */
const WITHOUT_SCHEMA = ["attachments", "images", "search"];

/** `GET /api`: what the key may do with each resource. */
export function rootXml(shop: Shop, key: AccessKey): string {
  const resources = RESOURCE_NAMES.filter((name) => key.permissions.has(name)).map((name) => resourceXml(shop, key, name));
  return documentXml(`<api shopName="${shop.settings.shopName}">\n${resources.join("")}</api>\n`);
}

function resourceXml(shop: Shop, key: AccessKey, name: string): string {
  const allowed = key.permissions.get(name) ?? [];
  const href = `${shop.url}/api/${name}`;
  const rights = SHOWN.map((method) => `${method.toLowerCase()}="${allowed.includes(method)}"`).join(" ");
  const description = RESOURCES.get(name)?.description ?? SPECIAL_RESOURCES.get(name) ?? name;
  const schemas = WITHOUT_SCHEMA.includes(name)
    ? ""
    : `<schema xlink:href="${href}?schema=blank" type="blank"/>\n<schema xlink:href="${href}?schema=synopsis" type="synopsis"/>\n`;
  return `<${name} xlink:href="${href}" ${rights}>\n<description xlink:href="${href}" ${rights}>\n${description}</description>\n${schemas}</${name}>\n`;
}
