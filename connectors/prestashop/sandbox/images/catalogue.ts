import { phpWarning, WebserviceFailure } from "../failure";
import { phpJson } from "../render-json";
import { documentXml } from "../render-xml";
import { type Shop, table, text } from "../shop";

export const IMAGE_OWNERS = ["products", "categories", "manufacturers", "suppliers", "stores"];
const GENERAL = ["header", "mail", "invoice", "store_icon"];
const MIME_TYPES = "image/gif, image/jpg, image/jpeg, image/pjpeg, image/png, image/webp, image/x-png";

/** `/api/images`: the kinds of images. */
export function kindsXml(shop: Shop): string {
  const kinds = ["general", ...IMAGE_OWNERS, "customizations"].map((name) => kindXml(shop, name, name, false));
  return documentXml(`<image_types>\n${kinds.join("")}</image_types>\n`);
}

export function generalXml(shop: Shop): string {
  const kinds = GENERAL.map((name) => kindXml(shop, name, `general/${name}`, true));
  return documentXml(`<general_image_types>\n${kinds.join("")}</general_image_types>\n`);
}

function kindXml(shop: Shop, name: string, path: string, put: boolean): string {
  const rights = `get="true" put="${put}" post="false" patch="false" delete="false" head="true"`;
  return `<${name} xlink:href="${shop.url}/api/images/${path}" ${rights} upload_allowed_mimetypes="${MIME_TYPES}"/>\n`;
}

/** `/api/images/products`: the sizes and the owners that have images. */
export function ownersXml(shop: Shop, owner: string): string {
  const types = imageTypes(shop).map(
    ({ id, name }) => `<image_type id="${id}" name="${name}" xlink:href="${shop.url}/api/image_types/${id}"/>\n`,
  );
  const images = ownersWithImages(shop, owner).map(
    (id) => `<image id="${id}" xlink:href="${shop.url}/api/images/${owner}/${id}"/>\n`,
  );
  return documentXml(`<image_types>\n${types.join("")}</image_types>\n<images>\n${images.join("")}</images>\n`);
}

/** JSON was never made to work here: ids under an empty name, a warning for each. */
export function ownersJson(shop: Shop, owner: string): { status: number; body: string } {
  const ids = [...imageTypes(shop).map(({ id }) => id), ...ownersWithImages(shop, owner)];
  return brokenJson(shop, ids, []);
}

export function brokenJson(
  shop: Shop,
  ids: readonly number[],
  errors: { code: number; message: string }[],
): { status: number; body: string } {
  const warning = phpWarning('Undefined array key "objectsNodeName"', "webservice/WebserviceOutputJSON.php", 127);
  const all = [...(shop.settings.phpWarnings ? ids.map(() => ({ ...warning })) : []), ...errors];
  const content = { "": ids.map((id) => ({ id: String(id) })), ...(all.length > 0 ? { errors: all } : {}) };
  return { status: all.length > 0 ? 500 : 200, body: phpJson(content) };
}

export function imageTypes(shop: Shop): { id: number; name: string }[] {
  return [...table(shop, "image_types").all()]
    .map((row) => ({ id: row.id, name: text(row, "name") }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function ownersWithImages(shop: Shop, owner: string): number[] {
  const found = new Set<number>();
  if (owner === "products") for (const image of table(shop, "product_images").all()) found.add(Number(text(image, "id_product")));
  else for (const image of table(shop, "entity_images").by("owner", owner)) found.add(Number(text(image, "id_owner")));
  return [...found].sort((left, right) => left - right);
}

/** Refusals of the image part end the request normally, so they carry the content hash. */
export function refuse(status: number, code: number, message: string): WebserviceFailure {
  return new WebserviceFailure(status, [{ code, message }], true);
}
