import { type Row, Table } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { integerParam, isTrue } from "./params";
import { type Call, RestError } from "./rest";
import { type Column, type ColumnLookup, type ColumnType, candidates, compileFilter, fold, type RowTest } from "./sql-filter";
import { isLegacy } from "./world";

/** SQL name → name of the row's field, with `#` for numbers and `@` for dates: `{rowid: "#id", nom: "name"}`. */
type ColumnMap = Readonly<Record<string, string>>;

/** `"rowid:#id nom:name email"` as a column map; a name alone is a field of the same name. */
export function columns(text: string): ColumnMap {
  return Object.fromEntries(
    text.split(" ").map((entry) => {
      const [column = "", field = column] = entry.split(":");
      return [column, field];
    }),
  );
}

interface ListSpec {
  /** A table is searched by index where the filter names what to look for. */
  readonly rows: (call: Call) => Iterable<Row> | Table;
  readonly columns: ColumnMap;
  /** Values of the columns a row does not store. */
  readonly shape?: JsonObject;
  /** Type of element whose extrafields `ef.` names. */
  readonly extrafields?: string;
  readonly defaultSort: string;
  /** `retrieve thirdparties`: Dolibarr's words when the database refuses. */
  readonly failure: string;
  readonly where?: (call: Call) => RowTest | undefined;
  readonly render: (call: Call, row: Row) => JsonObject;
  /** Thrown when there is nothing to list (third parties, webhook targets; every list of an old version). */
  readonly empty?: (call: Call) => RestError | undefined;
}

const collator = new Intl.Collator("en", { sensitivity: "base" });

/** A page of a collection, as every list of the API answers it. */
export function list(call: Call, spec: ListSpec): Json {
  const limit = integerParam(call, "limit", 100);
  const page = Math.max(0, integerParam(call, "page", 0));
  const matching = filtered(call, spec);
  const rows = sorted(matching, call, spec);
  const shown = limit > 0 ? rows.slice(page * limit, (page + 1) * limit) : rows;
  if (shown.length === 0) {
    const refusal = spec.empty?.(call) ?? legacyEmpty(call);
    if (refusal) throw refusal;
  }
  const data = shown.map((row) => pick(spec.render(call, row), call.query.properties));
  if (!isTrue(call.query.pagination_data) || limit <= 0) return data;
  const total = rows.length;
  return { data, pagination: { total, page, page_count: Math.ceil(total / limit), limit } };
}

function legacyEmpty(call: Call): RestError | undefined {
  return isLegacy(call.world) ? new RestError(404, "No record found") : undefined;
}

function filtered(call: Call, spec: ListSpec): Row[] {
  const tests: RowTest[] = [];
  const own = spec.where?.(call);
  if (own) tests.push(own);
  const filters = call.query.sqlfilters;
  const test = filters
    ? compileFilter(filters, columnLookup(call, spec), {
        failure: spec.failure,
        now: call.world.now(),
        refusal: isLegacy(call.world) ? 503 : 400,
      })
    : undefined;
  if (test) tests.push(test);
  const source = spec.rows(call);
  const rows: Row[] = [];
  for (const row of source instanceof Table ? candidates(source, test) : source)
    if (tests.every((test) => test(row))) rows.push(row);
  return rows;
}

function sorted(rows: Row[], call: Call, spec: ListSpec): Row[] {
  const field = call.query.sortfield || spec.defaultSort;
  const column = columnLookup(call, spec)(field);
  if (!column) throw new RestError(503, `Error when ${spec.failure} : Unknown column '${field}' in 'ORDER BY'`);
  const direction = call.query.sortorder?.toUpperCase() === "DESC" ? -1 : 1;
  return rows.sort((left, right) => direction * order(column, left, right) || left.id - right.id);
}

function order(column: Column, left: Row, right: Row): number {
  const [first, second] = [column.read(left) ?? "", column.read(right) ?? ""];
  if (column.type === "text") return collator.compare(String(first), String(second));
  return Number(first) - Number(second);
}

function columnLookup(call: Call, spec: ListSpec): ColumnLookup {
  return (name) => {
    const bare = name.replace(/^t\./, "");
    const field = spec.columns[bare];
    if (field !== undefined) return toColumn(field, spec.shape);
    if (!name.startsWith("ef.") || spec.extrafields === undefined) return undefined;
    return extrafieldColumn(call, spec.extrafields, name.slice(3));
  };
}

function toColumn(field: string, shape: JsonObject = {}): Column {
  const type: ColumnType = field.startsWith("#") ? "number" : field.startsWith("@") ? "date" : "text";
  const name = type === "text" ? field : field.slice(1);
  return { type, read: (row) => row[name] ?? shape[name] };
}

function extrafieldColumn(call: Call, element: string, code: string): Column | undefined {
  const known = call.world
    .table("extrafields")
    .by("elementtype", element)
    .some((row) => fold(String(row.code)) === fold(code));
  if (!known) return undefined;
  return { type: "text", read: (row) => optionsOf(row)[`options_${code}`] };
}

function optionsOf(row: Row): JsonObject {
  const options = row.array_options;
  return options !== null && typeof options === "object" && !Array.isArray(options) ? options : {};
}

/** Only the properties asked for; Dolibarr keeps its own order of them. */
export function pick(object: JsonObject, properties: string | undefined): JsonObject {
  if (!properties) return object;
  const wanted = new Set(properties.split(",").map((name) => name.trim()));
  return Object.fromEntries(Object.entries(object).filter(([key]) => wanted.has(key)));
}

/** False when `properties` leaves the lines of documents out: making them would be for nothing. */
export function wantsLines(call: Call): boolean {
  const { properties } = call.query;
  return !properties || properties.split(",").some((name) => name.trim() === "lines");
}

/** Without this right lists hold the customers a user is the salesman of; nobody is one here. */
export function seesAllCustomers({ user }: Call): boolean {
  return user.rights === "all" || user.rights.includes("societe.client.voir");
}

/** `thirdparty_ids=1,2`: rows of these third parties. */
export function ofThirdparties(call: Call): RowTest | undefined {
  if (!seesAllCustomers(call)) return () => false;
  const ids = call.query.thirdparty_ids;
  if (!ids) return undefined;
  const wanted = new Set(ids.split(",").map((id) => id.trim()));
  return (row) => wanted.has(String(row.socid));
}
