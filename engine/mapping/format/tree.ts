import { scan, type Token } from "@/engine/mapping/visual/scan";

/** A word of the text, or what is between two brackets. */
export type Piece = Word | Group;

export interface Word {
  readonly kind: "word";
  readonly text: string;
  readonly isComment: boolean;
  /** Ends a value: what follows is an operator, a step or a call. */
  readonly isValue: boolean;
  /** Stands between two values; the colon after the name of a field does not. */
  readonly isOperator: boolean;
}

export interface Group {
  readonly kind: "group";
  readonly open: string;
  readonly close: string;
  readonly content: readonly Piece[];
  /** Follows a value: a call, a filter, a grouping. */
  readonly isSuffix: boolean;
}

const CLOSES: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const OPERATORS: ReadonlySet<string> = new Set([
  "+",
  "-",
  "*",
  "/",
  "%",
  "&",
  "=",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "?",
  ":",
  "?:",
  "??",
  ":=",
  "~>",
  "|",
  "and",
  "or",
  "in",
]);
/** Marks that are values where no operator can stand: every field, every descendant, the parent, a missing argument. */
const VALUES: ReadonlySet<string> = new Set(["*", "**", "%", "?"]);

/** The pieces of a text that parses, brackets nested. */
export function piecesOf(text: string): Piece[] {
  return new Reader(scan(text)).read();
}

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  read(close?: string): Piece[] {
    const pieces: Piece[] = [];
    // Question marks without their colon yet: any other colon follows the name of a field.
    let choices = 0;
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at];
      if (!token || (token.kind === "mark" && token.text === close)) break;
      this.at += 1;
      const isFieldColon = token.text === ":" && choices === 0;
      const piece = this.pieceOf(token, followsValue(pieces) && !isFieldColon);
      if (piece.kind === "word" && piece.isOperator) choices += { "?": 1, ":": -1 }[piece.text] ?? 0;
      if (isMark(piece, ",") || isMark(piece, ";")) choices = 0;
      pieces.push(piece);
    }
    this.at += 1;
    return pieces;
  }

  private pieceOf(token: Token, afterValue: boolean): Piece {
    const close = token.kind === "mark" ? CLOSES[token.text] : undefined;
    if (close !== undefined) {
      return { kind: "group", open: token.text, close, content: this.read(close), isSuffix: afterValue };
    }
    const isComment = token.kind === "comment";
    const isOperator = (token.kind === "mark" || token.kind === "name") && OPERATORS.has(token.text) && afterValue;
    const isValue = token.kind === "mark" ? VALUES.has(token.text) && !afterValue : !isComment && !isOperator;
    return { kind: "word", text: token.text, isComment, isValue, isOperator };
  }
}

function followsValue(pieces: readonly Piece[]): boolean {
  const last = pieces.findLast((piece) => piece.kind === "group" || !piece.isComment);
  return last !== undefined && (last.kind === "group" || last.isValue);
}

export function isMark(piece: Piece | undefined, text: string): boolean {
  return piece?.kind === "word" && !piece.isValue && piece.text === text;
}
