/** A piece of a JSONata text that parses. Spaces are left out. */
export interface Token {
  readonly kind: "name" | "variable" | "string" | "number" | "regex" | "comment" | "mark";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const PIECE =
  /(?<comment>\/\*[\s\S]*?\*\/)|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<variable>\$\$|\$[\p{L}\p{N}_]*)|(?<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?<name>`[^`]*`|[\p{L}_][\p{L}\p{N}_]*)|(?<mark>:=|!=|<=|>=|~>|\.\.|\?\?|\?:|\*\*|[^\s])/uy;
const REGEX = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const WORDS: ReadonlySet<string> = new Set(["and", "or", "in"]);
const OPEN: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Cuts a text that parses into tokens. */
export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const token =
      regexAt(
        text,
        at,
        tokens.findLast((each) => each.kind !== "comment"),
      ) ?? pieceAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function pieceAt(text: string, start: number): Token {
  PIECE.lastIndex = start;
  const found = PIECE.exec(text);
  const [kind] = Object.entries(found?.groups ?? {}).find(([, value]) => value !== undefined) ?? ["mark"];
  const end = start + (found?.[0].length ?? 1);
  return { kind: kind as Token["kind"], text: text.slice(start, end), start, end };
}

/** A slash begins a regular expression where a value is expected. */
function regexAt(text: string, start: number, before: Token | undefined): Token | undefined {
  if (text.charAt(start) !== "/" || text.charAt(start + 1) === "*") return undefined;
  const isValue = before !== undefined && (before.kind === "mark" ? ")]}".includes(before.text) : !WORDS.has(before.text));
  if (isValue) return undefined;
  REGEX.lastIndex = start;
  const found = REGEX.exec(text);
  return found ? { kind: "regex", text: found[0], start, end: start + found[0].length } : undefined;
}

/** The text between two tokens, the first included and the last left out. */
export function slice(text: string, tokens: readonly Token[]): string {
  const [first] = tokens;
  const last = tokens.at(-1);
  return first && last ? text.slice(first.start, last.end) : "";
}

/** Parts between a mark, brackets left whole: `a, (b, c)` by `,` gives two. */
export function split(tokens: readonly Token[], mark: string): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += change(token);
    if (depth === 0 && token.kind === "mark" && token.text === mark) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Position of a mark outside brackets; -1 when there is none. */
export function indexOfMark(tokens: readonly Token[], mark: string, from = 0): number {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (index < from) continue;
    depth += change(token);
    if (depth === 0 && token.kind === "mark" && token.text === mark) return index;
  }
  return -1;
}

/** What is between the brackets when the tokens are one bracketed whole. */
export function inside(tokens: readonly Token[], open: "(" | "[" | "{"): Token[] | undefined {
  const last = tokens.length - 1;
  if (tokens[0]?.text !== open || tokens[0].kind !== "mark" || tokens[last]?.text !== OPEN[open]) return undefined;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    depth += change(token);
    if (depth === 0 && index < last) return undefined;
  }
  return tokens.slice(1, last);
}

function change({ kind, text }: Token): number {
  if (kind !== "mark") return 0;
  if (text in OPEN) return 1;
  return text === ")" || text === "]" || text === "}" ? -1 : 0;
}
