import type { LocalizedText } from "@/lib/core/text";

/** How the webservice writes a field; decides both directions of the conversion. */
export type FieldKind = "id" | "text" | "flag" | "decimal" | "date" | "day" | "translated";

/** Field names per kind, separated by spaces. */
type FieldLists = Partial<Record<FieldKind, string>>;

interface ResourceOptions {
  readonly name: string;
  readonly title: LocalizedText;
  /** Element of one record in XML. */
  readonly item: string;
  /** Node of a list where it is not the resource's name. */
  readonly list?: string;
  readonly fields: FieldLists;
  /** Association name → element of one entry. */
  readonly associations?: Readonly<Record<string, string>>;
  /** Not taken from records: computed by the shop, or secrets. */
  readonly readOnly?: string;
  /** Those of them that must also be left out of a PUT: the webservice answers error 93 (quirk 20). */
  readonly refused?: string;
  /** Fields with a getter: no filter and no sort (34, 38). */
  readonly unfilterable?: string;
  /** Never handed out. */
  readonly hidden?: string;
  /** First non-empty one names the record for people. */
  readonly label?: string;
  readonly naturalKeys?: string;
  /** `date_upd` moves on every change; `id` for lists that are only appended to; absent = full reads. */
  readonly cursorField?: "date_upd" | "id";
  readonly modes?: readonly ("create" | "update")[];
  /** Sent on create when the record does not say: what PrestaShop would store as 0 and hide (quirk 22). */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Records per page at the most. */
  readonly pageSize?: number;
  /** Names the shop would refuse are made fit: field → how. */
  readonly fitting?: Readonly<Record<string, (text: string) => string>>;
  /** Field whose change a PATCH stores without what follows from it: the whole record is put. */
  readonly movedBy?: string;
}

export interface Resource {
  readonly name: string;
  readonly title: LocalizedText;
  readonly item: string;
  readonly list: string;
  readonly kinds: ReadonlyMap<string, FieldKind>;
  readonly associations: Readonly<Record<string, string>>;
  readonly readOnly: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly unfilterable: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
  readonly label: readonly string[];
  readonly naturalKeys: readonly string[];
  readonly cursorField?: "date_upd" | "id";
  readonly modes: readonly ("create" | "update")[];
  readonly defaults: Readonly<Record<string, string>>;
  readonly pageSize: number;
  readonly fitting: Readonly<Record<string, (text: string) => string>>;
  readonly movedBy?: string;
}

const KINDS: readonly FieldKind[] = ["id", "text", "flag", "decimal", "date", "day", "translated"];
const PAGE_SIZE = 500;

export function words(text: string | undefined): string[] {
  return text ? text.split(" ").filter((word) => word !== "") : [];
}

export function defineResource(options: ResourceOptions): Resource {
  const kinds = new Map<string, FieldKind>([["id", "id"]]);
  for (const kind of KINDS) for (const name of words(options.fields[kind])) kinds.set(name, kind);
  return {
    name: options.name,
    title: options.title,
    item: options.item,
    list: options.list ?? options.name,
    kinds,
    associations: options.associations ?? {},
    // Both dates are set by the shop whatever is sent (quirk 22).
    readOnly: new Set(["id", "date_add", "date_upd", ...words(options.readOnly)]),
    refused: new Set(["id", ...words(options.refused)]),
    unfilterable: new Set(words(options.unfilterable)),
    hidden: new Set(words(options.hidden)),
    label: words(options.label),
    naturalKeys: words(options.naturalKeys),
    cursorField: options.cursorField,
    modes: options.modes ?? [],
    defaults: options.defaults ?? {},
    pageSize: options.pageSize ?? PAGE_SIZE,
    fitting: options.fitting ?? {},
    movedBy: options.movedBy,
  };
}

const NAME_LENGTH = 128;

/** A name as `isCatalogName` lets it pass, and as long as its column: `Vis <M6> #8; x` → `Vis M6 8 x`. */
export function catalogName(text: string): string {
  const allowed = text.replace(/[<>;=#{}]/g, " ").replace(/\s+/g, " ");
  return [...allowed.trim()].slice(0, NAME_LENGTH).join("").trim();
}
