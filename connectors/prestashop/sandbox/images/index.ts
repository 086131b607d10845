import type { Row } from "@/connectors/sandbox-kit/store";
import { didYouMean, WebserviceFailure } from "../failure";
import { cdata, documentXml } from "../render-xml";
import { activeLanguages, number, type Shop, table, text } from "../shop";
import type { WebserviceCall } from "../webservice";
import { brokenJson, generalXml, IMAGE_OWNERS, imageTypes, kindsXml, ownersJson, ownersXml, refuse } from "./catalogue";
import { type FormFile, imageKind, parseFiles } from "./multipart";

interface ImageAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly hashed: boolean;
  readonly cookie?: boolean;
}

const XML = "text/xml;charset=utf-8";
const JSON_TYPE = "application/json";
const NOT_FOUND: ImageAnswer = { status: 404, type: "", body: "", hashed: false, cookie: true };
const EMPTY: ImageAnswer = { status: 200, type: "", body: "", hashed: true, cookie: true };
const NO_FILE = 'Please set an "image" parameter with image data for value';
const FORMATS = "gif, jpg, jpeg, jpe, png, webp";
/** A grey point: what stands for images that the demo was never given. */
const PLACEHOLDER = Buffer.from(
  "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==",
  "base64",
);

/** Everything under `/api/images`. */
export function answerImages(shop: Shop, call: WebserviceCall): ImageAnswer {
  const [, owner = "", id = "", image = "", size = ""] = call.segments;
  if (call.method === "POST" || call.method === "PUT") return upload(shop, call, owner, Number(id), Number(image));
  if (call.method === "DELETE") return remove(shop, owner, Number(id), Number(image));
  if (owner === "") return call.json ? EMPTY : xml(kindsXml(shop));
  if (owner === "general") return xml(generalXml(shop));
  if (!IMAGE_OWNERS.includes(owner)) throw refuse(400, 48, `Image of type "${owner}" does not exist`);
  if (id === "") return call.json ? { ...ownersJson(shop, owner), type: JSON_TYPE, hashed: true } : xml(ownersXml(shop, owner));
  if (owner !== "products") return entityImage(shop, owner, Number(id));
  if (image === "") return productImages(shop, Number(id), call.json);
  return productImage(shop, Number(id), Number(image), size);
}

function xml(body: string): ImageAnswer {
  return { status: 200, type: XML, body, hashed: true };
}

function binary(content: Buffer): ImageAnswer {
  return { status: 200, type: `image/${imageKind(content) ?? "jpeg"}`, body: content, hashed: true };
}

function entityImage(shop: Shop, owner: string, id: number): ImageAnswer {
  const found = table(shop, "entity_images")
    .by("owner", owner)
    .find((row) => number(row, "id_owner") === id);
  return found ? binary(Buffer.from(text(found, "content"), "base64")) : NOT_FOUND;
}

function productImages(shop: Shop, product: number, json: boolean): ImageAnswer {
  const images = table(shop, "product_images").by("id_product", product);
  if (images.length === 0) return NOT_FOUND;
  if (json) {
    const answer = brokenJson(
      shop,
      [product, ...images.map((image) => image.id)],
      [{ code: 61, message: "This image does not exist on disk" }],
    );
    return { ...answer, type: JSON_TYPE, hashed: true };
  }
  const items = images.map(
    (image) => `<declination id="${image.id}" xlink:href="${shop.url}/api/images/products/${product}/${image.id}"/>\n`,
  );
  return xml(documentXml(`<image id="${product}">\n${items.join("")}</image>\n`));
}

function productImage(shop: Shop, product: number, id: number, size: string): ImageAnswer {
  const image = table(shop, "product_images").get(id);
  if (!image || number(image, "id_product") !== product) throw refuse(400, 57, "This image id does not exist");
  const sizes = imageTypes(shop).map(({ name }) => name);
  if (size !== "" && !sizes.includes(size)) throw refuse(400, 58, `This image size does not exist. ${didYouMean(size, sizes)}`);
  const content = Buffer.from(text(image, "content"), "base64");
  return binary(content.length > 0 ? content : PLACEHOLDER);
}

/** POST adds, POST with `ps_method=PUT` replaces; a real PUT carries no form that PHP would read. */
function upload(shop: Shop, call: WebserviceCall, owner: string, id: number, image: number): ImageAnswer {
  const isRealPut = call.request.method === "PUT";
  const files = isRealPut ? [] : parseFiles(call.request.headers["content-type"], call.request.body);
  const file = files.find((each) => each.field === "image");
  if (owner === "products" && !table(shop, "products").get(id)) throw refuse(400, 76, `Product ${id} does not exist`);
  if (!file) throw refuse(400, 76, NO_FILE);
  if (!/\.(gif|jpe?g|jpe|png|webp)$/i.test(file.fileName)) {
    throw refuse(400, 76, `Image upload error : Image format not recognized, allowed formats are: ${FORMATS}`);
  }
  if (owner !== "products") return addEntityImage(shop, call, owner, id, file);
  if (call.method === "PUT") return replaceProductImage(shop, id, image, file);
  return addProductImage(shop, call, id, file);
}

function addEntityImage(shop: Shop, call: WebserviceCall, owner: string, id: number, file: FormFile): ImageAnswer {
  const images = table(shop, "entity_images");
  const known = images.by("owner", owner).find((row) => number(row, "id_owner") === id);
  if (known && call.method === "POST")
    throw refuse(400, 65, "This image already exists. To modify it, please use the PUT method");
  const fields = { owner, id_owner: String(id), content: file.content.toString("base64") };
  if (known) images.update(known.id, fields);
  else images.insert(fields);
  return binary(file.content);
}

function replaceProductImage(shop: Shop, product: number, id: number, file: FormFile): ImageAnswer {
  const image = table(shop, "product_images").get(id);
  if (!image || number(image, "id_product") !== product) throw refuse(400, 57, "This image id does not exist");
  table(shop, "product_images").update(id, { content: encoded(shop, file.content) });
  // The shop keeps product images as JPEG whatever was sent.
  return { ...binary(file.content), type: "image/jpeg" };
}

function addProductImage(shop: Shop, call: WebserviceCall, product: number, file: FormFile): ImageAnswer {
  const images = table(shop, "product_images");
  const before = images.by("id_product", product);
  const isImage = imageKind(file.content) !== undefined;
  const row = images.insert({
    id_product: String(product),
    position: String(before.length + 1),
    cover: before.some((each) => text(each, "cover") === "1") ? "0" : "1",
    // A refused file leaves its row behind, without anything on disk.
    content: isImage ? encoded(shop, file.content) : null,
  });
  if (!isImage) throw fakeImage(shop);
  return call.json ? binary(file.content) : xml(imageXml(shop, row));
}

/** What stands for the work of the image library: the head as it was, so that the size can be read, another end. */
function encoded(shop: Shop, content: Buffer): string {
  const kept = shop.settings.encodesImages ? Buffer.concat([content, Buffer.from([content.length % 256, 0])]) : content;
  return kept.toString("base64");
}

function fakeImage(shop: Shop): WebserviceFailure {
  const notice =
    "[PHP Notice #8] getimagesize(): Error reading from /var/www/prestashop/img/tmp/PSEtmp! (/var/www/prestashop/classes/ImageManager.php, line 210)";
  const error = { code: 76, message: "An error occurred while copying image" };
  return new WebserviceFailure(400, shop.settings.phpWarnings ? [{ code: 5, message: notice }, error] : [error], true);
}

function imageXml(shop: Shop, image: Row): string {
  const languages = activeLanguages(shop).map(
    (id) => `<language id="${id}" xlink:href="${shop.url}/api/languages/${id}">${cdata("")}</language>`,
  );
  const field = (name: string, value: string) => `<${name}>${cdata(value)}</${name}>\n`;
  const cover = text(image, "cover") === "1" ? "1" : "";
  const fields =
    field("id", String(image.id)) +
    field("id_product", text(image, "id_product")) +
    field("position", text(image, "position")) +
    field("cover", cover);
  const content = `<content encode="base64">${cdata(text(image, "content"))}</content>\n`;
  return documentXml(`<image>\n${fields}<legend>${languages.join("")}</legend>\n</image>\n${content}`);
}

function remove(shop: Shop, owner: string, id: number, image: number): ImageAnswer {
  if (owner !== "products") {
    for (const row of table(shop, "entity_images").by("owner", owner)) {
      if (number(row, "id_owner") === id) table(shop, "entity_images").delete(row.id);
    }
    return EMPTY;
  }
  const found = table(shop, "product_images").get(image);
  if (!found || number(found, "id_product") !== id) throw refuse(400, 57, "This image id does not exist");
  table(shop, "product_images").delete(image);
  const [first] = table(shop, "product_images").by("id_product", id);
  if (text(found, "cover") === "1" && first) table(shop, "product_images").update(first.id, { cover: "1" });
  return EMPTY;
}
