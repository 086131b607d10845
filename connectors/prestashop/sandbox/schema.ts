import { fail } from "./failure";
import { phpJson } from "./render-json";
import { listXml } from "./render-xml";
import type { AssociationDefinition, ColumnDefinition, ResourceDefinition } from "./resources/definition";
import { activeLanguages, type Shop } from "./shop";
import { columnsOf } from "./view";

/** `schema=blank` or `schema=synopsis`, as XML content. */
export function schemaXml(shop: Shop, resource: ResourceDefinition, kind: string): string {
  if (kind !== "blank" && kind !== "synopsis") throw unknownSchema();
  const isBlank = kind === "blank";
  const languages = activeLanguages(shop);
  const columns = columnsOf(shop, resource).filter((column) => !isBlank || !isReadOnly(column));
  const id = isBlank ? "\t<id><![CDATA[]]></id>\n" : "";
  const fields = columns.map((column) => `\t${columnXml(shop, column, isBlank, languages)}\n`).join("");
  const associations =
    resource.associations.length > 0
      ? `<associations>\n${resource.associations.map((each) => associationXml(shop, each, isBlank)).join("")}</associations>\n`
      : "";
  return listXml(resource.node, id + fields + associations);
}

/** JSON drops every empty field: only the associations are left. */
export function schemaJson(resource: ResourceDefinition, kind: string): string {
  if (kind !== "blank" && kind !== "synopsis") throw unknownSchema();
  const associations = Object.fromEntries(
    resource.associations.map((each) => [each.name, [Object.fromEntries(each.fields.map((field) => [field.name, null]))]]),
  );
  return phpJson({ [resource.node]: resource.associations.length > 0 ? { associations } : {} });
}

function unknownSchema() {
  return fail(
    400,
    28,
    "Please select a schema of type 'synopsis' to get the whole schema informations (which fields are required, which kind of content...) or 'blank' to get an empty schema to fill before using POST request",
  );
}

function isReadOnly(column: ColumnDefinition): boolean {
  return column.readonly;
}

function columnXml(shop: Shop, column: ColumnDefinition, isBlank: boolean, languages: readonly string[]): string {
  const attributes: string[] = [];
  if (!isBlank) {
    if (column.getter) attributes.push('notFilterable="true"');
    if (column.readonly) attributes.push('read_only="true"');
    if (column.required) attributes.push('required="true"');
    if (column.maxSize !== undefined) attributes.push(`maxSize="${column.maxSize}"`);
    if (column.format) attributes.push(`format="${column.format}"`);
    if (column.readonly || column.protected) attributes.push('readOnly="true"');
  }
  const head = [column.name, ...attributes].join(" ");
  if (!column.translated) return `<${head}><![CDATA[]]></${column.name}>`;
  const texts = languages.map((id) => {
    const link = isBlank ? "" : ` xlink:href="${shop.url}/api/languages/${id}" format="isUnsignedId"`;
    return `<language id="${id}"${link}><![CDATA[]]></language>`;
  });
  return `<${head}>${texts.join("")}</${column.name}>`;
}

function associationXml(shop: Shop, association: AssociationDefinition, isBlank: boolean): string {
  const kind = association.virtual ? 'virtualEntity="true"' : `api="${association.api ?? association.name}"`;
  const head = isBlank ? association.name : `${association.name} nodeType="${association.item}" ${kind}`;
  const fields = association.fields.map((field) => {
    const attributes: string[] = [];
    if (!isBlank) {
      if (field.link) attributes.push(`xlink:href="${shop.url}/api/${field.link}/"`);
      if (field.readonly) attributes.push('read_only="true"');
      if (field.required) attributes.push('required="true"');
      if (field.readonly) attributes.push('readOnly="true"');
    }
    return `\t<${[field.name, ...attributes].join(" ")}><![CDATA[]]></${field.name}>\n`;
  });
  return `<${head}>\n\t<${association.item}>\n${fields.join("")}\t</${association.item}>\n</${association.name}>\n`;
}
