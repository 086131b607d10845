/** Bytes 0x80–0x9f of Windows-1252, the code page of `\'xx` in `\ansi` documents. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Groups that hold no text of the document. */
const HIDDEN = new Set([
  "fonttbl",
  "colortbl",
  "stylesheet",
  "info",
  "pict",
  "header",
  "footer",
  "generator",
  "listtable",
  "themedata",
]);

const WORDS: Readonly<Record<string, string>> = {
  par: "\n",
  line: "\n",
  row: "\n",
  sect: "\n",
  tab: "\t",
  cell: " ",
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
};

const TOKEN = /\\'([0-9a-f]{2})|\\u(-?\d+) ?(?:\\'[0-9a-f]{2}|[^\\{}])?|\\([a-z]+)(-?\d+)? ?|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi;

/** Plain text of an RTF document; a text that is not RTF is returned as it is. */
export function rtfToText(rtf: string): string {
  if (!rtf.trimStart().startsWith("{\\rtf")) return rtf;
  const hidden: boolean[] = [false];
  let text = "";
  for (const [, hex, unicode, word, , symbol, brace, plain] of rtf.matchAll(TOKEN)) {
    const isHidden = hidden.at(-1) === true;
    if (brace === "{") hidden.push(isHidden);
    else if (brace === "}") hidden.pop();
    else if (symbol === "*" || (word !== undefined && HIDDEN.has(word))) hidden[hidden.length - 1] = true;
    else if (!isHidden) text += readToken({ hex, unicode, word, symbol, plain });
  }
  return text
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

type Token = Record<"hex" | "unicode" | "word" | "symbol" | "plain", string | undefined>;

function readToken({ hex, unicode, word, symbol, plain }: Token): string {
  if (plain !== undefined) return plain;
  if (hex !== undefined) return byteToText(Number.parseInt(hex, 16));
  if (unicode !== undefined) return String.fromCharCode((Number(unicode) + 65_536) % 65_536);
  if (word !== undefined) return WORDS[word] ?? "";
  if (symbol === "~") return "\u00a0";
  return symbol !== undefined && "\\{}".includes(symbol) ? symbol : "";
}

function byteToText(byte: number): string {
  return byte >= 0x80 && byte <= 0x9f ? (WINDOWS_1252[byte - 0x80] ?? "") : String.fromCharCode(byte);
}
