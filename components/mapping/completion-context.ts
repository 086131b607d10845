import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** What may be written at the end of a text: fields of a value, or names starting with `$`. */
export type CompletionPlace =
  | { readonly kind: "none" }
  /** The name of a mapping table, or a value of one, in quotes: what was written of it. */
  | { readonly kind: "tables"; readonly written: string }
  | { readonly kind: "tableValues"; readonly table: string; readonly written: string }
  | { readonly kind: "names" }
  | { readonly kind: "fields"; readonly of: readonly JsonObject[]; readonly afterDot: boolean };

type Bindings = Readonly<Record<string, Json>>;
type Token = { readonly kind: "name" | "variable" | "value" | "mark" | "open-text"; readonly text: string };
type Scope = { readonly here: Json | undefined; readonly before: Json | undefined; readonly opener: string };

/** Longest first; text that is still open ends the tokens. */
const TOKEN =
  /\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$)|`[^`]*`?|\$\$|\$\w*|\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_]*|:=|~>|\.\.|\S/gu;
const OPERATORS: ReadonlySet<string> = new Set(["and", "or", "in"]);

/** Where the end of `text` stands in `sample`, followed through paths, predicates, maps and groups. */
export function placeAtEnd(text: string, sample: JsonObject | undefined, bindings: Bindings = {}): CompletionPlace {
  const written = /\$?[\p{L}\p{N}_]*$/u.exec(text)?.[0] ?? "";
  const tokens = tokensOf(text.slice(0, text.length - written.length));
  if (tokens.at(-1)?.kind === "open-text") return placeInText(tokensOf(text));
  if (/^\d/.test(written)) return { kind: "none" };
  if (written.startsWith("$")) return { kind: "names" };
  const walk = new Walk(sample, bindings);
  for (const token of tokens) walk.take(token);
  const afterDot = walk.last === ".";
  return { kind: "fields", of: objectsIn(afterDot ? walk.current : walk.here), afterDot };
}

const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(["map", "lookupTable"]);

/** `$map('tab`: a table; `$map('taxes', 'va`: a value of it. */
function placeInText(tokens: readonly Token[]): CompletionPlace {
  const open = tokens.at(-1);
  if (!open || !/^["']/.test(open.text)) return { kind: "none" };
  const written = open.text.slice(1);
  const calls = (at: number) => {
    const [name, bracket] = tokens.slice(at - 2, at);
    return name?.kind === "variable" && TABLE_FUNCTIONS.has(name.text) && bracket?.text === "(";
  };
  const last = tokens.length - 1;
  if (last >= 2 && calls(last)) return { kind: "tables", written };
  const [table, comma] = tokens.slice(last - 2, last);
  const isValue = last >= 4 && table?.kind === "value" && comma?.text === "," && calls(last - 2);
  return isValue ? { kind: "tableValues", table: table.text.slice(1, -1), written } : { kind: "none" };
}

/** Names of the fields of some records, in their order, each once. */
export function fieldNames(records: readonly JsonObject[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const isOpen = (token.startsWith("/*") && !token.endsWith("*/")) || (/^["'`]/.test(token) && !isClosed(token));
    if (isOpen) tokens.push({ kind: "open-text", text: token });
    else if (token.startsWith("/*")) continue;
    else if (/^["'\d]/.test(token)) tokens.push({ kind: "value", text: token });
    else if (token.startsWith("$")) tokens.push({ kind: "variable", text: token.slice(1) });
    else if (token.startsWith("`")) tokens.push({ kind: "name", text: token.slice(1, -1) });
    else if (/^[\p{L}_]/u.test(token) && !OPERATORS.has(token)) tokens.push({ kind: "name", text: token });
    else tokens.push({ kind: "mark", text: token });
  }
  return tokens;
}

function isClosed(literal: string): boolean {
  return literal.length > 1 && literal.endsWith(literal.charAt(0)) && !/(?<!\\)(?:\\\\)*\\$/.test(literal.slice(0, -1));
}

/** Follows a text: `here` is what `$` stands for, `current` the value written last, `last` the token before. */
class Walk {
  here: Json | undefined;
  current: Json | undefined;
  last = "";
  private lastKind: Token["kind"] = "mark";
  private beforeDot: Json | undefined;
  private assigned: string | undefined;
  private readonly scopes: Scope[] = [];
  private readonly variables: Map<string, Json | undefined>;

  constructor(root: Json | undefined, bindings: Bindings) {
    this.here = root;
    this.variables = new Map<string, Json | undefined>(Object.entries(bindings)).set("$", root);
  }

  take(token: Token): void {
    if (token.kind === "name") this.current = fieldOf(this.last === "." ? this.beforeDot : this.here, token.text);
    else if (token.kind === "variable") this.current = token.text === "" ? this.here : this.variables.get(token.text);
    else if (token.kind === "value") this.current = undefined;
    else this.takeMark(token.text);
    this.last = token.text;
    this.lastKind = token.kind;
  }

  private takeMark(mark: string): void {
    if (mark === ".") this.beforeDot = this.current;
    else if (mark === "[" || mark === "(" || mark === "{") this.open(mark);
    else if (mark === "]" || mark === ")" || mark === "}") this.close(mark);
    else if (mark === ":=") this.assigned = this.last;
    else if (mark === ";") this.assign();
    else if (!"^@#".includes(mark)) this.current = undefined;
  }

  private open(mark: string): void {
    const isStep = this.last === "." || this.last === "^";
    const follows = this.lastKind !== "mark" || [")", "]", "}"].includes(this.last);
    const isCall = mark === "(" && this.lastKind === "variable";
    const context = this.last === "." ? this.beforeDot : this.current;
    this.scopes.push({ here: this.here, before: context, opener: isCall ? "call" : isStep || follows ? "step" : "new" });
    if (isStep || (follows && mark !== "(")) this.here = context;
    this.current = undefined;
  }

  private close(mark: string): void {
    const scope = this.scopes.pop();
    if (!scope) return;
    this.here = scope.here;
    if (mark === "]" && scope.opener === "step") this.current = scope.before;
    else if (scope.opener === "call" || mark === "}") this.current = undefined;
  }

  private assign(): void {
    if (this.assigned !== undefined) this.variables.set(this.assigned, this.current);
    this.assigned = undefined;
    this.current = undefined;
  }
}

/** As JSONata reads a field: of each entry of a list. */
function fieldOf(value: Json | undefined, name: string): Json | undefined {
  const found = objectsIn(value).flatMap((record) => {
    const field = record[name];
    return field === undefined ? [] : [field];
  });
  return found.length > 1 ? found : found[0];
}

function objectsIn(value: Json | undefined): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isJsonObject(value) ? [value] : [];
}
