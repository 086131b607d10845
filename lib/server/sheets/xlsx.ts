import { XMLParser } from "fast-xml-parser";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { AppError } from "@/lib/core/errors";
import { isJsonObject } from "@/lib/core/json";
import type { Sheet } from "@/lib/server/sheets/sheet";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** More than this unpacked is no table of ours. */
const MOST_BYTES = 40_000_000;

/** One sheet of texts, its first row bold and kept in sight. */
export function writeXlsx(sheet: Sheet, title: string): Uint8Array<ArrayBuffer> {
  const files = {
    "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEETS}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEETS}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEETS}.styles+xml"/></Types>`,
    "_rels/.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escapeXml(sheetName(title))}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyFont="1" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    "xl/worksheets/sheet1.xml": `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${Math.max(1, sheet[0]?.length ?? 1)}" width="24" customWidth="1"/></cols><sheetData>${sheet.map(rowXml).join("")}</sheetData></worksheet>`,
  };
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  return new Uint8Array(zipSync(Object.fromEntries(entries)));
}

function rowXml(row: readonly string[], index: number): string {
  const style = index === 0 ? 1 : 0;
  const cells = row.map(
    (cell, column) =>
      `<c r="${columnName(column)}${index + 1}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`,
  );
  return `<row r="${index + 1}">${cells.join("")}</row>`;
}

function escapeXml(text: string): string {
  const marks: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold them
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, "").replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);
}

/** At most 31 characters, without those a workbook refuses. */
function sheetName(title: string): string {
  return (
    title
      .replace(/[\\/?*[\]:]/g, " ")
      .slice(0, 31)
      .trim() || "Table"
  );
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`;
}

const LISTS = ["row", "c", "si", "r", "sheet"];
const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  removeNSPrefix: true,
  isArray: (name, _path, _isLeaf, isAttribute) => !isAttribute && LISTS.includes(name),
});

/** The first sheet of a workbook, numbers as they are written. */
export function readXlsx(bytes: Uint8Array): Sheet {
  const files = unpack(bytes);
  const path = Object.keys(files)
    .filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name))
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }))[0];
  const sheet = path === undefined ? undefined : files[path];
  if (!sheet) throw noWorkbook();
  const shared = files["xl/sharedStrings.xml"];
  const texts = shared ? listIn(parseXml(shared), ["sst", "si"]).map(textIn) : [];
  const rows = listIn(parseXml(sheet), ["worksheet", "sheetData", "row"]).map((row) => cellsOf(row, texts));
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows
    .map((row) => Array.from({ length: width }, (_, index) => (row[index] ?? "").trim()))
    .filter((row) => row.some((cell) => cell !== ""));
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const isWanted = name === "xl/sharedStrings.xml" || name.startsWith("xl/worksheets/");
        if (isWanted) total += originalSize;
        if (total > MOST_BYTES) throw noWorkbook();
        return isWanted;
      },
    });
  } catch (cause) {
    throw cause instanceof AppError ? cause : noWorkbook();
  }
}

function parseXml(bytes: Uint8Array): unknown {
  return PARSER.parse(strFromU8(bytes));
}

function listIn(value: unknown, path: readonly string[]): readonly unknown[] {
  const found = path.reduce<unknown>((inside, name) => (isJsonObject(inside) ? inside[name] : undefined), value);
  return Array.isArray(found) ? found : [];
}

function cellsOf(row: unknown, shared: readonly string[]): string[] {
  const cells: string[] = [];
  for (const cell of listIn(row, ["c"])) {
    if (!isJsonObject(cell)) continue;
    const at = typeof cell.r === "string" ? columnIndex(cell.r) : cells.length;
    const value = textIn(cell.v);
    cells[at] = cell.t === "s" ? (shared[Number(value)] ?? "") : cell.t === "inlineStr" ? textIn(cell.is) : value;
  }
  return Array.from(cells, (cell) => cell ?? "");
}

/** `BC12` is column 54. */
function columnIndex(reference: string): number {
  const letters = /^[A-Z]+/.exec(reference)?.[0] ?? "A";
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A text, plain or in pieces of different looks. */
function textIn(value: unknown): string {
  if (typeof value === "string") return value;
  if (!isJsonObject(value)) return "";
  if (Array.isArray(value.r)) return value.r.map(textIn).join("");
  return value["#text"] === undefined ? textIn(value.t) : String(value["#text"]);
}

function noWorkbook(): AppError {
  const message = "this is no workbook that can be read";
  return new AppError({ code: "request.invalid", category: "config", message, details: { issues: [{ path: "", message }] } });
}
