import type { Row } from "@/connectors/sandbox-kit/store";
import { toInteger } from "./columns";
import { didYouMean, fail, PhpCrash } from "./failure";
import type { PhpQuery } from "./php-query";
import type { ColumnDefinition, ResourceDefinition } from "./resources/definition";

export type RowTest = (row: Row) => boolean;
export type RowOrder = (left: Row, right: Row) => number;

const DATES = ["date_add", "date_upd"];

/** Names a filter or a sort may use without `date=1`. */
function plainColumns(resource: ResourceDefinition): string[] {
  const names = resource.columns
    .filter((column) => !column.translated && !DATES.includes(column.name))
    .map((column) => column.name);
  return ["id", ...names];
}

/** `filter[…]` of the query as tests that must all hold. `language` limits translated fields. */
export function parseFilters(resource: ResourceDefinition, query: PhpQuery, languages: readonly string[]): RowTest[] {
  const filters = query.filter;
  if (filters === undefined) return [];
  if (typeof filters === "string") return [];
  const withDates = query.date !== undefined && query.date !== "0" && query.date !== "";
  return Object.entries(filters).map(([name, value]) => {
    if (typeof value !== "string") {
      if (resource.associations.some((each) => each.name === name)) {
        throw fail(400, 31, "There is no existing linked table for this resource");
      }
      throw fail(400, 29, "This declination does not exist in the linked table");
    }
    return parseFilter(resource, name, value, withDates, languages);
  });
}

function parseFilter(
  resource: ResourceDefinition,
  name: string,
  value: string,
  withDates: boolean,
  languages: readonly string[],
): RowTest {
  const column = resource.column.get(name);
  const isDate = DATES.includes(name);
  // The real query names a column that the table lacks.
  if (isDate && withDates && !column) throw new PhpCrash();
  if ((!column && name !== "id") || (isDate && !withDates)) {
    throw fail(400, 32, `This filter does not exist. ${didYouMean(name, plainColumns(resource))}`);
  }
  if (value === "") throw fail(400, 33, `The filter "${name}" is malformed.`);
  if (column?.getter) {
    throw fail(400, 34, `The field "${name}" is dynamic. It is not possible to filter GET query with this field.`);
  }
  const test = parseCondition(value, column);
  if (!column?.translated) return (row) => test(plain(row[name]));
  return (row) => {
    const texts = row[name];
    if (typeof texts !== "object" || texts === null || Array.isArray(texts)) return false;
    return languages.some((language) => test(plain(texts[language])));
  };
}

type TextTest = (value: string | null) => boolean;

/** The value's little language: brackets decide, and brackets anywhere else silently switch the filter off. */
function parseCondition(value: string, column: ColumnDefinition | undefined): TextTest {
  const match = /^(.*)\[(.*)\](.*)$/s.exec(value);
  if (!match) return isNumber(value) ? like(value) : equal(value, column);
  const [, before = "", inside = "", after = ""] = match;
  if (before === "%" || after === "%") return like(before + inside + after);
  if (before === "" && after === "") return parseBrackets(inside, column);
  if (after === "" || before !== "") {
    if (before === ">") return compare(inside, column, (order) => order > 0);
    if (before === "<") return compare(inside, column, (order) => order < 0);
    if (before === "!") {
      const tests = inside.split("|").map((each) => equal(each, column));
      return (found) => tests.every((test) => found !== null && !test(found));
    }
  }
  return () => true;
}

function parseBrackets(inside: string, column: ColumnDefinition | undefined): TextTest {
  if (inside.indexOf("|") > 0) {
    const tests = inside.split("|").map((each) => equal(each, column));
    return (found) => tests.some((test) => test(found));
  }
  const range = /^([\d.:\-\s]+),([\d.:\-\s]+)$/.exec(inside);
  if (!range) return equal(inside, column);
  const [low = "", high = ""] = [range[1] ?? "", range[2] ?? ""].sort(phpOrder);
  const from = compare(low, column, (order) => order >= 0);
  const to = compare(high, column, (order) => order <= 0);
  return (found) => from(found) && to(found);
}

function equal(value: string, column: ColumnDefinition | undefined): TextTest {
  return compare(value, column, (order) => order === 0);
}

/** MySQL's comparison of a column with a quoted text: numbers as numbers, dates as dates, texts without case or accents. */
function compare(value: string, column: ColumnDefinition | undefined, accept: (order: number) => boolean): TextTest {
  const type = column === undefined ? "int" : column.type;
  if (type === "int" || type.startsWith("decimal")) {
    const wanted = mysqlNumber(value);
    return (found) => found !== null && accept(Number(found) - wanted);
  }
  if (type === "datetime" || type === "date") {
    const wanted = dateText(value);
    if (wanted === undefined) return () => false;
    return (found) => found !== null && accept(textOrder(dateText(found) ?? "", wanted));
  }
  const wanted = fold(value);
  return (found) => found !== null && accept(textOrder(fold(found), wanted));
}

function like(pattern: string): TextTest {
  const source = fold(pattern)
    .replace(/[.*+?^${}()|[\]]/g, "\\$&")
    .replaceAll(/\\?%/g, (sign) => (sign === "%" ? ".*" : "%"));
  const expression = new RegExp(`^${source.replaceAll(/\\?_/g, (sign) => (sign === "_" ? "." : "_"))}$`, "s");
  return (found) => found !== null && expression.test(fold(found));
}

const SORT_EXAMPLE =
  'The "sort" value has to be formed as this example: "field_ASC" or \'[field_1_DESC,field_2_ASC,field_3_ASC,...]\' ("field" has to be an available field)';

/** `sort=[a_ASC,b_DESC]`; undefined = the order of the table. */
export function parseSort(resource: ResourceDefinition, query: PhpQuery, languages: readonly string[]): RowOrder | undefined {
  const sort = query.sort;
  if (typeof sort !== "string" || sort === "") return undefined;
  const inside = /^\[(.*)\](.*)$/.exec(sort)?.[1] ?? sort;
  const withDates = query.date !== undefined;
  const orders = inside.split(",").map((part): RowOrder => {
    const match = /^(.*)_(ASC|DESC)$/i.exec(part.trim());
    if (!match?.[1]) throw fail(400, 37, SORT_EXAMPLE);
    const name = match[1];
    const column = resource.column.get(name);
    if ((!column && name !== "id") || (DATES.includes(name) && !withDates)) throw sortError(resource);
    return orderBy(name, column, match[2]?.toUpperCase() === "DESC" ? -1 : 1, languages[0] ?? "1");
  });
  return (left, right) => {
    for (const order of orders) {
      const found = order(left, right);
      if (found !== 0) return found;
    }
    return 0;
  };
}

function sortError(resource: ResourceDefinition) {
  const translated = resource.columns.filter((column) => column.translated).map((column) => column.name);
  const suffix = translated.length > 0 ? `, for i18n fields:${translated.join(", ")}` : "";
  const message = `Unable to filter by this field. However, these are available: ${plainColumns(resource).join(", ")}${suffix}`;
  return fail(400, 38, message);
}

function orderBy(name: string, column: ColumnDefinition | undefined, sign: 1 | -1, language: string): RowOrder {
  const value = (row: Row): string => {
    const found = row[name];
    if (typeof found === "object" && found !== null && !Array.isArray(found)) return plain(found[language]) ?? "";
    return plain(found) ?? "";
  };
  const numeric = column === undefined || column.type === "int" || column.type.startsWith("decimal");
  if (numeric) return (left, right) => sign * (Number(value(left)) - Number(value(right)));
  return (left, right) => sign * textOrder(fold(value(left)), fold(value(right)));
}

/** `limit=10` or `limit=offset,count`; text is 0, as PHP reads it. */
export function parseLimit(query: PhpQuery): { offset: number; count: number } | undefined {
  const limit = query.limit;
  if (typeof limit !== "string") return undefined;
  const parts = limit.split(",");
  if (parts.length > 2) throw fail(400, 39, 'The "limit" value has to be formed as this example: "5,25" or "10"');
  const [first = "", second] = parts;
  return second === undefined ? { offset: 0, count: toInteger(first) } : { offset: toInteger(first), count: toInteger(second) };
}

function plain(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

const FOLD = /\p{M}/gu;
const folded = new Map<string, string>();

function fold(value: string): string {
  const known = folded.get(value);
  if (known !== undefined) return known;
  const made = value.normalize("NFD").replace(FOLD, "").toLowerCase();
  if (folded.size > 50_000) folded.clear();
  folded.set(value, made);
  return made;
}

function textOrder(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function isNumber(value: string): boolean {
  return /^\s*-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(value);
}

function mysqlNumber(value: string): number {
  const match = /^\s*-?\d+(\.\d+)?/.exec(value);
  return match ? Number(match[0]) : 0;
}

/** A date as `YYYY-MM-DD HH:MM:SS`; undefined when MySQL would not read it as one. */
function dateText(value: string): string | undefined {
  const match = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?\s*$/.exec(value);
  if (!match) return undefined;
  const [, year = "", ...rest] = match;
  const [month, day, hour, minute, second] = rest.map((part) => (part ?? "0").padStart(2, "0"));
  return `${year}-${month}-${day} ${hour}:${minute}:${second ?? "00"}`;
}

/** PHP's sort of two bounds: numerically when both are numbers. */
function phpOrder(left: string, right: string): number {
  return isNumber(left) && isNumber(right) ? Number(left) - Number(right) : textOrder(left, right);
}
