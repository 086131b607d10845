import type { Row, Table } from "@/connectors/sandbox-kit/store";
import type { Json } from "@/lib/core/json";
import { RestError } from "./rest";
import { sqlDate } from "./world";

/** How a SQL column is compared. */
export type ColumnType = "text" | "number" | "date";

export interface Column {
  readonly type: ColumnType;
  readonly read: (row: Row) => Json | undefined;
}

/** Looks a column up by its SQL name (`t.nom`); undefined = the database does not know it. */
export type ColumnLookup = (name: string) => Column | undefined;

export interface RowTest {
  (row: Row): boolean;
  /** Set on "column is one of these": alternatives on one column become one look-up. */
  readonly anyOf?: AnyOf;
  /** Set where a row must be one of these to pass, whatever else is asked: it is looked up by index. */
  readonly needs?: AnyOf;
}

interface AnyOf {
  readonly name: string;
  readonly column: Column;
  readonly values: ReadonlySet<Comparable>;
}

interface FilterOptions {
  /** `retrieve thirdparties`: Dolibarr's words for what failed. */
  readonly failure: string;
  readonly now: number;
  /** Status of a filter that cannot be read. */
  readonly refusal?: number;
}

/**
 * Compiles `((t.ref_ext:=:'a') or (t.nom:like:'b%')) and (t.fk_statut:>=:0)`. Values cannot hold parentheses; text is
 * compared without regard to case, as the default collation does. Throws 400 on bad syntax, 503 on an unknown column.
 */
export function compileFilter(filters: string, lookup: ColumnLookup, options: FilterOptions): RowTest {
  const whole = /^\(.*\)$/s.test(filters) ? filters : `(${filters})`;
  const refuse = (reason: string) =>
    new RestError(options.refusal ?? 400, `Error when validating parameter sqlfilters -> ${reason}`);
  if (!balanced(whole)) throw refuse(`Wrong balance of parenthesis in sqlfilters=${whole}`);
  const parser = new Parser(whole, lookup, options);
  const test = parser.parse();
  if (!test) throw refuse(`Bad syntax of the search string: ${whole}`);
  return test;
}

function balanced(filters: string): boolean {
  let depth = 0;
  for (const character of filters) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

const CRITERION = /^\(([a-zA-Z0-9_.]+):([<>!=a-zA-Z]+):([^()]+)\)/;
const OPERATORS = new Set(["=", "<", ">", "<=", ">=", "!=", "in", "notin", "like", "notlike", "is", "isnot"]);

class Parser {
  private rest: string;

  constructor(
    filters: string,
    private readonly lookup: ColumnLookup,
    private readonly options: FilterOptions,
  ) {
    this.rest = filters;
  }

  parse(): RowTest | null {
    const test = this.expression();
    return test && this.rest.trim() === "" ? test : null;
  }

  private expression(): RowTest | null {
    let left = this.term();
    while (left) {
      const joint = /^\s*(and|or)\b/i.exec(this.rest);
      if (!joint) return left;
      this.rest = this.rest.slice(joint[0].length);
      const right = this.term();
      if (!right) return null;
      left = join(joint[1]?.toLowerCase() === "and", left, right);
    }
    return null;
  }

  private term(): RowTest | null {
    this.rest = this.rest.trimStart();
    const criterion = CRITERION.exec(this.rest);
    if (criterion) {
      const [all, column = "", operator = "", value = ""] = criterion;
      if (!OPERATORS.has(operator.toLowerCase())) return null;
      this.rest = this.rest.slice(all.length);
      return this.criterion(column, operator.toLowerCase(), value);
    }
    if (!this.rest.startsWith("(")) return null;
    this.rest = this.rest.slice(1);
    const inner = this.expression();
    this.rest = this.rest.trimStart();
    if (!inner || !this.rest.startsWith(")")) return null;
    this.rest = this.rest.slice(1);
    return inner;
  }

  private criterion(name: string, operator: string, raw: string): RowTest {
    const column = this.lookup(name);
    if (!column) throw new RestError(503, `Error when ${this.options.failure} : Unknown column '${name}' in 'WHERE'`);
    const value = raw.trim().replaceAll("__NOW__", `'${sqlDate(this.options.now)}'`);
    if (operator === "=") {
      const wanted = normalize(column.type, literal(value));
      return oneOf(name, column, new Set(wanted === null ? [] : [wanted]));
    }
    if (operator === "in") {
      const wanted = value.split(",").map((item) => normalize(column.type, listed(item.trim())));
      return oneOf(name, column, new Set(wanted));
    }
    return compare(column, operator, value);
  }
}

/** Rows of a table that may pass a test, by index where the test allows it. */
export function candidates(table: Table, test: RowTest | undefined): Iterable<Row> {
  if (!test?.needs) return table.all();
  const { name, column, values } = test.needs;
  const wanted = [...values].flatMap((value) => (value === null ? [] : String(value)));
  const reading = (row: Row) => {
    const found = normalize(column.type, column.read(row));
    return found === null ? null : String(found);
  };
  return table.withReading(`${column.type} ${name}`, reading, wanted);
}

function oneOf(name: string, column: Column, values: ReadonlySet<Comparable>): RowTest {
  const test = (row: Row) => nonNull(normalize(column.type, column.read(row)), (found) => values.has(found));
  const anyOf = { name, column, values };
  return Object.assign(test, { anyOf, needs: anyOf });
}

function join(and: boolean, left: RowTest, right: RowTest): RowTest {
  const [first, second] = [left.anyOf, right.anyOf];
  if (!and && first && second && first.name === second.name) {
    return oneOf(first.name, first.column, new Set([...first.values, ...second.values]));
  }
  if (!and) return (row) => left(row) || right(row);
  const needs = left.needs ?? right.needs;
  const test: RowTest = (row) => left(row) && right(row);
  return needs ? Object.assign(test, { needs }) : test;
}

function compare(column: Column, operator: string, value: string): RowTest {
  const read = (row: Row) => normalize(column.type, column.read(row));
  if (operator === "is" || operator === "isnot") {
    const wanted = operator === "is";
    if (unquote(value).toUpperCase() !== "NULL") return () => false;
    return (row) => (read(row) === null) === wanted;
  }
  if (operator === "notin") {
    const set = new Set(value.split(",").map((item) => normalize(column.type, listed(item.trim()))));
    return (row) => nonNull(read(row), (found) => !set.has(found));
  }
  if (operator === "like" || operator === "notlike") {
    // Only quotes around a value without one inside are taken off: others are part of what is looked for.
    const pattern = likePattern(/^'[^']*'$/s.test(value) ? unquote(value) : value);
    const wanted = operator === "like";
    return (row) => nonNull(read(row), (found) => pattern.test(String(found)) === wanted);
  }
  const wanted = normalize(column.type, literal(value));
  return (row) => nonNull(read(row), (found) => wanted !== null && holds(operator, found, wanted));
}

/** SQL's three values: nothing compares with null. */
function nonNull(found: Comparable, test: (found: string | number) => boolean): boolean {
  return found !== null && test(found);
}

type Comparable = string | number | null;

function holds(operator: string, found: string | number, wanted: string | number): boolean {
  if (operator === "!=") return found !== wanted;
  if (operator === "<") return found < wanted;
  if (operator === ">") return found > wanted;
  return operator === "<=" ? found <= wanted : found >= wanted;
}

/** Folds case and accents the way `utf8mb4_unicode_ci` does. */
export function fold(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII, the common case that needs no folding
  return /^[\x00-\x7f]*$/.test(value) ? value.toLowerCase() : value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function normalize(type: ColumnType, value: Json | undefined): Comparable {
  if (value === undefined || value === null) return null;
  if (type === "number") return Number(value) || 0;
  if (type === "date") return typeof value === "number" ? sqlDate(value) : value === "" ? null : sqlLiteralDate(String(value));
  return fold(String(value)).trimEnd();
}

/** `20260101`, `2026-01-01`, `2026-01-01 10:00:00` as the database reads them. */
function sqlLiteralDate(value: string): string {
  const compact = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/.exec(value);
  if (compact) {
    const [, year, month, day, hour = "00", minute = "00", second = "00"] = compact;
    return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value} 00:00:00` : value;
}

/** Quoted text, or a bare number (anything else is cast to 0). */
function literal(value: string): string | number {
  if (/^'.*'$/s.test(value)) return unquote(value);
  return Number.parseFloat(value) || 0;
}

/** One value of `in`: quoted text loses what Dolibarr's `sanitize` takes for dangerous, `@`, `:` and accents included. */
function listed(item: string): string | number {
  const value = literal(item);
  return typeof value === "string" ? value.replace(/[^0-9_\-.,a-z= ']/gi, "") : value;
}

function unquote(value: string): string {
  return /^'.*'$/s.test(value) ? value.slice(1, -1) : value;
}

function likePattern(value: string): RegExp {
  const source = fold(value)
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("%", ".*")
    .replaceAll("_", ".");
  return new RegExp(`^${source}$`, "s");
}
