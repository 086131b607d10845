import { randomBytes } from "node:crypto";
import type { Preparing } from "@/connectors/prestashop/write/prepare";
import type { Entity, FieldValue } from "@/connectors/prestashop/write/xml";

/**
 * What a new record needs beyond its mapping: without these PrestaShop stores 0 and hides it (quirk 22), or refuses it.
 */
export function withCreateDefaults(how: Preparing, entity: Entity): Entity {
  const { resource } = how;
  const fields = new Map<string, FieldValue>([...Object.entries(resource.defaults), ...entity.fields]);
  const associations = new Map(entity.associations);
  if (resource.kinds.get("link_rewrite") === "translated" && !entity.fields.has("link_rewrite")) {
    const name = fields.get("name");
    if (name instanceof Map)
      fields.set("link_rewrite", new Map([...name].map(([language, text]) => [language, slug(String(text))])));
  }
  if (resource.name === "products" && !associations.has("categories")) {
    associations.set("categories", [new Map([["id", String(fields.get("id_category_default"))]])]);
  }
  if (resource.name === "products" && !fields.has("product_type")) fields.set("product_type", "standard");
  if (resource.name === "customers") {
    // Required, never shown to anyone: the customer sets an own one by "forgotten password".
    if (!fields.has("passwd")) fields.set("passwd", `${randomBytes(18).toString("base64url")}aA1!`);
    if (!fields.has("id_lang")) fields.set("id_lang", mainLanguageId(how));
    if (!associations.has("groups")) associations.set("groups", [new Map([["id", String(fields.get("id_default_group"))]])]);
  }
  return { fields, associations };
}

function mainLanguageId(how: Preparing): string {
  return how.languages.find((language) => language.iso === how.mainLanguage)?.id ?? "1";
}

/** `T-shirt imprimé !` → `t-shirt-imprime`; never empty, which PrestaShop refuses. */
export function slug(text: string): string {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").replace(/æ/gi, "ae").toLowerCase();
  const dashed = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return dashed.slice(0, 128) || "n-a";
}
