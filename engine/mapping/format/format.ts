import { type Group, isMark, type Piece, piecesOf, type Word } from "@/engine/mapping/format/tree";
import { sameAst } from "@/engine/mapping/visual/same-ast";

const WIDTH = 76;
const STEP = "  ";
/** Nothing stands on either side of these. */
const TIGHT: ReadonlySet<string> = new Set([".", "..", "@", "#", "^"]);

/**
 * The text with its lines and spaces in order; what it says does not change, comments stay. A text that does not parse, or
 * whose order cannot be vouched for, comes back as it is.
 */
export function formatExpression(text: string): string {
  if (text.trim() === "" || !sameAst(text, text)) return text;
  const laid = lay(piecesOf(text), "", { isRoot: true });
  return sameAst(text, laid) ? laid : text;
}

/** A row of pieces on one line where it fits, else with what is between its brackets below. */
function lay(pieces: readonly Piece[], margin: string, { used = 0, isRoot = false } = {}): string {
  const comment = pieces.findIndex((piece) => piece.kind === "group" || !piece.isComment);
  if (comment > 0) {
    const notes = pieces.slice(0, comment).map((piece) => `${flat([piece])}\n${margin}`);
    return `${notes.join("")}${lay(pieces.slice(comment), margin, { isRoot })}`;
  }
  const line = flat(pieces);
  const isOpen = isRoot && pieces.length === 1 && pieces[0]?.kind === "group" && parts(pieces[0].content).length > 1;
  if (!isOpen && !pieces.some(mustOpen) && margin.length + used + line.length <= WIDTH) return line;
  const choice = branches(pieces);
  if (choice.length > 1) {
    const [first = [], ...rest] = choice;
    const lines = rest.map(([mark, ...branch]) => {
      return `${margin}${STEP}${mark ? flat([mark]) : ""} ${lay(branch, margin + STEP, { used: 2 })}`;
    });
    return [lay(first, margin, { used }), ...lines].join("\n");
  }
  return isOpen && pieces[0]?.kind === "group" ? opened(pieces[0], margin) : layRow(pieces, margin, used);
}

function layRow(pieces: readonly Piece[], margin: string, used: number): string {
  let text = "";
  for (const [index, piece] of pieces.entries()) {
    const gap = space(pieces[index - 1], piece) ? " " : "";
    const column = text.length - (text.lastIndexOf("\n") + 1) + (text.includes("\n") ? 0 : margin.length + used);
    const short = flat([piece]);
    // What comes after the bracket may open too: only the bracket itself has to fit.
    const fits = column + gap.length + short.length <= WIDTH && !mustOpen(piece);
    text += gap + (piece.kind === "group" && piece.content.length > 0 && !fits ? opened(piece, margin) : short);
  }
  return text;
}

function opened({ open, close, content }: Group, margin: string): string {
  const inner = margin + STEP;
  const own = parts(content);
  // Many short values read better as a paragraph than as a column.
  if (own.length > 3 && own.every(({ pieces }) => pieces.length === 1 && pieces[0]?.kind === "word")) {
    return `${open}\n${filled(
      own.map(({ pieces, mark }) => flat(pieces) + mark),
      inner,
    )}\n${margin}${close}`;
  }
  const lines = own.map(({ pieces, mark }) => {
    const text = pieces.length === 0 ? "" : lay(pieces, inner);
    return `${inner}${text}${mark}`;
  });
  return `${open}\n${lines.join("\n")}\n${margin}${close}`;
}

function filled(words: readonly string[], margin: string): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const fits = last !== undefined && last.length + 1 + word.length <= WIDTH;
    if (fits) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(margin + word);
  }
  return lines.join("\n");
}

/** Statements of a block stand on lines of their own, and so does what a comment of its own says something about. */
function mustOpen(piece: Piece): boolean {
  if (piece.kind !== "group") return false;
  const own = parts(piece.content);
  const hasNote = own.some(({ pieces: [first] }) => first?.kind === "word" && first.isComment);
  return hasNote || own.some(({ mark }) => mark === ";") || piece.content.some(mustOpen);
}

/** What is between commas or semicolons, each with the mark after it. */
function parts(pieces: readonly Piece[]): { pieces: Piece[]; mark: string }[] {
  const made: { pieces: Piece[]; mark: string }[] = [{ pieces: [], mark: "" }];
  for (const piece of pieces) {
    const mark = [",", ";"].find((each) => isMark(piece, each));
    const last = made.at(-1);
    if (mark && last) {
      last.mark = mark;
      made.push({ pieces: [], mark: "" });
    } else last?.pieces.push(piece);
  }
  return made.at(-1)?.pieces.length === 0 && made.length > 1 ? made.slice(0, -1) : made;
}

/** A condition and its branches, each beginning with its mark; one entry for what is no choice. */
function branches(pieces: readonly Piece[]): Piece[][] {
  const made: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === "word" && piece.isOperator && (piece.text === "?" || piece.text === ":")) made.push([]);
    made.at(-1)?.push(piece);
  }
  return made;
}

function flat(pieces: readonly Piece[]): string {
  return pieces
    .map((piece, index) => {
      const gap = index > 0 && space(pieces[index - 1], piece) ? " " : "";
      return gap + (piece.kind === "word" ? piece.text : `${piece.open}${flatParts(piece.content)}${piece.close}`);
    })
    .join("");
}

function flatParts(pieces: readonly Piece[]): string {
  return parts(pieces)
    .map(({ pieces: own, mark }) => flat(own) + mark)
    .join(" ");
}

function space(before: Piece | undefined, piece: Piece): boolean {
  if (!before) return false;
  if (before.kind === "word" && before.isComment) return true;
  if (piece.kind === "group") return !piece.isSuffix && before.kind === "word" && isLoose(before);
  if (piece.isComment || piece.isOperator) return true;
  if (!piece.isValue && (TIGHT.has(piece.text) || piece.text === ":")) return false;
  return before.kind === "group" || isLoose(before);
}

/** A sign, or a direction of sorting, belongs to what follows; a step to both sides. */
function isLoose({ text, isOperator, isValue }: Word): boolean {
  return isOperator || isValue || !(TIGHT.has(text) || ["-", "<", ">"].includes(text));
}
