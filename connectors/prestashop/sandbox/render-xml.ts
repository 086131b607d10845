import type { LanguageId } from "./display";
import type { WebserviceError } from "./failure";
import type { Shop } from "./shop";
import { translatedTexts, type View, type ViewAssociation, type ViewField } from "./view";

export function documentXml(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<prestashop xmlns:xlink="http://www.w3.org/1999/xlink">\n${content}</prestashop>\n`;
}

export function errorsXml(errors: readonly WebserviceError[]): string {
  const entries = errors.map(
    ({ code, message }) => `<error>\n<code>${cdata(code)}</code>\n<message>${cdata(message)}</message>\n</error>\n`,
  );
  return documentXml(`<errors>\n${entries.join("")}</errors>\n`);
}

export function idListXml(
  shop: Shop,
  resource: { name: string; listNode: string; node: string },
  ids: readonly number[],
): string {
  const items = ids.map((id) => `<${resource.node} id="${id}" xlink:href="${shop.url}/api/${resource.listNode}/${id}"/>\n`);
  return `<${resource.listNode}>\n${items.join("")}</${resource.listNode}>\n`;
}

export function viewsXml(shop: Shop, views: readonly View[], languages: readonly LanguageId[]): string {
  return views.map((view) => viewXml(shop, view, languages)).join("");
}

export function listXml(listNode: string, content: string): string {
  return `<${listNode}>\n${content}</${listNode}>\n`;
}

/** Images are parts of a product, even those named by a combination. */
function ownerOf(view: View): number {
  const product = view.fields.find((field) => field.name === "id_product")?.value;
  return view.resource.name === "combinations" && product ? Number(product) : view.id;
}

function viewXml(shop: Shop, view: View, languages: readonly LanguageId[]): string {
  const { node } = view.resource;
  const fields = view.fields.map((field) => `\t${fieldXml(shop, view.id, field, languages)}\n`).join("");
  const associations = view.associations
    ? `<associations>\n${view.associations.map((each) => associationXml(shop, ownerOf(view), each)).join("")}</associations>\n`
    : "";
  return `<${node}>\n${fields}${associations}</${node}>\n`;
}

function fieldXml(shop: Shop, id: number, field: ViewField, languages: readonly LanguageId[]): string {
  const { name, column, value } = field;
  if (column?.translated) return `<${name}>${languagesXml(shop, value, languages)}</${name}>`;
  // PHP prints the word for a list where a text belongs.
  const shown = value === null || value === false ? "" : typeof value === "object" ? "Array" : String(value);
  const hidden = name.startsWith("id_") && (shown === "" || shown === "0");
  const link = column?.link && !hidden ? ` xlink:href="${linkTo(shop, column.link, id, shown)}"` : "";
  const dynamic = column?.getter ? ' notFilterable="true"' : "";
  return `<${name}${link}${dynamic}>${cdata(shown)}</${name}>`;
}

function languagesXml(shop: Shop, value: ViewField["value"], languages: readonly LanguageId[]): string {
  const texts = translatedTexts(value, languages);
  return languages
    .map((id, index) => {
      const link = texts ? ` xlink:href="${shop.url}/api/languages/${id}"` : "";
      return `<language id="${id}"${link}>${cdata(texts?.[index]?.value ?? "")}</language>`;
    })
    .join("");
}

function associationXml(shop: Shop, id: number, association: ViewAssociation): string {
  const { definition, fields, items } = association;
  const kind = definition.virtual ? ' virtualEntity="true"' : ` api="${definition.api ?? definition.name}"`;
  const head = `${definition.name} nodeType="${definition.item}"${kind}`;
  if (items.length === 0) return `<${head}/>\n`;
  const rendered = items.map((item) => {
    const link = definition.link ? ` xlink:href="${linkTo(shop, definition.link, id, item.id ?? "")}"` : "";
    const parts = definition.fields
      .filter((field) => fields.includes(field.name) && field.name in item)
      .map((field) => {
        const shown = item[field.name] ?? "";
        const to = field.link ? ` xlink:href="${linkTo(shop, field.link, id, shown)}"` : "";
        return `\t<${field.name}${to}>${cdata(shown)}</${field.name}>\n`;
      });
    return `\t<${definition.item}${link}>\n${parts.join("")}\t</${definition.item}>\n`;
  });
  return `<${head}>\n${rendered.join("")}</${definition.name}>\n`;
}

/** `images/products/*` is a part of the object itself. */
export function linkTo(shop: Shop, link: string, ownerId: number, value: string): string {
  return `${shop.url}/api/${link.replace("/*", `/${ownerId}`)}/${value}`;
}

export function cdata(value: unknown): string {
  return `<![CDATA[${String(value)}]]>`;
}
