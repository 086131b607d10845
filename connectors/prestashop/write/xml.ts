/** A field as it is sent: one text, or one per language id. */
export type FieldValue = string | ReadonlyMap<string, string>;

/** One record ready to be sent. */
export interface Entity {
  /** Absent on create: the webservice refuses an id there (quirk 23). */
  readonly id?: string;
  readonly fields: ReadonlyMap<string, FieldValue>;
  /** Present ones replace what is there, empty ones clear it (quirk 23). */
  readonly associations: ReadonlyMap<string, readonly ReadonlyMap<string, string>[]>;
}

/** Several entities of one resource in one body (quirk 24). `children`: association name → element of an entry. */
export function toXml(item: string, entities: readonly Entity[], children: Readonly<Record<string, string>>): string {
  const bodies = entities.map((entity) => element(item, entityBody(entity, children)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<prestashop xmlns:xlink="http://www.w3.org/1999/xlink">${bodies.join("")}</prestashop>`;
}

function entityBody(entity: Entity, children: Readonly<Record<string, string>>): string {
  const id = entity.id === undefined ? "" : element("id", cdata(entity.id));
  const fields = [...entity.fields].map(([name, value]) => element(name, fieldBody(value)));
  const associations = [...entity.associations].map(([name, rows]) => {
    const child = children[name] ?? name.replace(/s$/, "");
    return element(
      name,
      rows.map((row) => element(child, [...row].map(([key, value]) => element(key, cdata(value))).join(""))).join(""),
    );
  });
  return id + fields.join("") + (associations.length > 0 ? element("associations", associations.join("")) : "");
}

function fieldBody(value: FieldValue): string {
  if (typeof value === "string") return cdata(value);
  return [...value].map(([language, text]) => `<language id="${language}">${cdata(text)}</language>`).join("");
}

function element(name: string, body: string): string {
  return `<${name}>${body}</${name}>`;
}

/** Any text; characters that XML cannot hold are dropped. */
function cdata(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
  const legal = text.replace(/\p{Cs}/gu, "\ufffd").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return `<![CDATA[${legal.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
}
