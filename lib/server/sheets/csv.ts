import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { AppError } from "@/lib/core/errors";
import type { Sheet } from "@/lib/server/sheets/sheet";

/** With a byte order mark and semicolons: what spreadsheets of French computers open as a table. */
export function writeCsv(sheet: Sheet): Uint8Array<ArrayBuffer> {
  const text = stringify(
    sheet.map((row) => row.map(plain)),
    { delimiter: ";", record_delimiter: "windows" },
  );
  return new TextEncoder().encode(`\uFEFF${text}`);
}

/** A cell that begins like a formula would be computed when the file is opened. */
function plain(cell: string): string {
  return /^[=+@\t\r]|^-[^\d]/.test(cell) ? `'${cell}` : cell;
}

/** UTF-8, or what older spreadsheets write; commas, semicolons or tabs. */
export function readCsv(bytes: Uint8Array): Sheet {
  const text = decode(bytes);
  try {
    const rows = parse(text, { delimiter: delimiterOf(text), bom: true, relax_column_count: true, skip_empty_lines: true });
    return rows.map((row) => row.map((cell) => cell.replace(/^'(?=[=+@\t\r-])/, "").trim()));
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : "not CSV";
    throw new AppError({
      code: "request.invalid",
      category: "config",
      message,
      cause,
      details: { issues: [{ path: "", message }] },
    });
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: every byte means something in this one.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function delimiterOf(text: string): string {
  const [first = ""] = text.split("\n", 1);
  const counted = [";", ",", "\t"].map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).delimiter;
}
