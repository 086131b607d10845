import type { Row } from "@/connectors/sandbox-kit/store";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
export type ColumnType = "int" | "decimal" | "decimal2" | "decimal3" | "text" | "datetime" | "date";

/**
 * A column, written in one line as `name type words…`:
 * `text(64)` the longest text allowed · `isX` the check made on write · `required` must be in a POST or PUT ·
 * `translated` one value per language · `nullable` empty is stored as null · `getter` worked out on reading, not filterable ·
 * `setter` a getter that can be written · `readonly` refused on write (error 93) · `protected` only said to be read-only ·
 * `computed` worked out on reading, filterable · `unknown` never stored · `=x` stored when empty · `since8` absent before 8.0 ·
 * `->products` the resource it points to, `->images/products/*` a sub-resource of it.
 */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: ColumnType;
  readonly maxSize: number | undefined;
  readonly format: string | undefined;
  readonly required: boolean;
  readonly translated: boolean;
  readonly nullable: boolean;
  readonly getter: boolean;
  readonly setter: boolean;
  readonly readonly: boolean;
  readonly protected: boolean;
  readonly computed: boolean;
  readonly unknown: boolean;
  readonly since8: boolean;
  readonly blank: string | undefined;
  readonly link: string | undefined;
}

/** Written as `name itemNode ->link api:name field! field>resource field~ virtual readonly`: `!` required, `~` read-only. */
export interface AssociationDefinition {
  readonly name: string;
  readonly item: string;
  /** Resource of the items, or `images/products/*`; undefined for virtual entities. */
  readonly link: string | undefined;
  /** Value of the `api` attribute; undefined for virtual entities. */
  readonly api: string | undefined;
  readonly virtual: boolean;
  readonly readonly: boolean;
  readonly fields: readonly AssociationField[];
}

export interface AssociationField {
  readonly name: string;
  readonly required: boolean;
  readonly readonly: boolean;
  readonly link: string | undefined;
}

export interface ResourceDefinition {
  /** As in the address: `/api/<name>`. */
  readonly name: string;
  /** Node around a list, when it is not the name. */
  readonly listNode: string;
  readonly node: string;
  /** PHP class, which error messages name. */
  readonly className: string;
  readonly description: string;
  readonly forbidden: readonly Method[];
  readonly columns: readonly ColumnDefinition[];
  readonly column: ReadonlyMap<string, ColumnDefinition>;
  readonly associations: readonly AssociationDefinition[];
}

/** What is being read or written: stored fields as text, translated ones as `{language id: text}`. */
export type Entity = Row;

interface ResourceInput {
  name: string;
  listNode?: string;
  node: string;
  className: string;
  description: string;
  forbidden?: readonly Method[];
  columns: string;
  associations?: string;
}

export function resource(input: ResourceInput): ResourceDefinition {
  const columns = lines(input.columns).map(parseColumn);
  return {
    name: input.name,
    listNode: input.listNode ?? input.name,
    node: input.node,
    className: input.className,
    description: input.description,
    forbidden: input.forbidden ?? [],
    columns,
    column: new Map(columns.map((column) => [column.name, column])),
    associations: lines(input.associations ?? "").map(parseAssociation),
  };
}

const FLAGS = [
  "required",
  "translated",
  "nullable",
  "getter",
  "setter",
  "readonly",
  "protected",
  "computed",
  "unknown",
  "since8",
] as const;
type Flag = (typeof FLAGS)[number];

function parseColumn(line: string): ColumnDefinition {
  const [name = "", type = "", ...words] = line.split(/\s+/);
  const typed = /^(int|decimal|decimal2|decimal3|text|datetime|date)(?:\((\d+)\))?$/.exec(type);
  if (!typed) throw new Error(`Column type of "${line}"`);
  const flags = new Set<string>();
  let format: string | undefined;
  let blank: string | undefined;
  let link: string | undefined;
  for (const word of words) {
    if (/^[iI]s[A-Z]/.test(word)) format = word;
    else if (word.startsWith("->")) link = word.slice(2);
    else if (word.startsWith("=")) blank = word.slice(1);
    else if (FLAGS.some((flag) => flag === word)) flags.add(word);
    else throw new Error(`Word "${word}" of column "${line}"`);
  }
  const is = (flag: Flag) => flags.has(flag);
  return {
    name,
    type: typed[1] as ColumnType,
    maxSize: typed[2] === undefined ? undefined : Number(typed[2]),
    format,
    required: is("required"),
    translated: is("translated"),
    nullable: is("nullable"),
    getter: is("getter"),
    setter: is("setter"),
    readonly: is("readonly"),
    protected: is("protected"),
    computed: is("computed"),
    unknown: is("unknown"),
    since8: is("since8"),
    blank,
    link,
  };
}

function parseAssociation(line: string): AssociationDefinition {
  const [name = "", item = "", ...words] = line.split(/\s+/);
  const fields: AssociationField[] = [];
  let link: string | undefined;
  let api: string | undefined;
  for (const word of words) {
    if (word.startsWith("->")) link = word.slice(2);
    else if (word.startsWith("api:")) api = word.slice(4);
    else if (word !== "virtual" && word !== "readonly") fields.push(parseAssociationField(word, line));
  }
  return { name, item, link, api: api ?? link, virtual: words.includes("virtual"), readonly: words.includes("readonly"), fields };
}

function parseAssociationField(word: string, line: string): AssociationField {
  const parts = /^([a-z_0-9]+)(!)?(~)?(?:>([a-z_]+))?$/.exec(word);
  if (!parts?.[1]) throw new Error(`Word "${word}" of association "${line}"`);
  return { name: parts[1], required: parts[2] !== undefined, readonly: parts[3] !== undefined, link: parts[4] };
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
