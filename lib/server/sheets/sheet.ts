import { readCsv, writeCsv } from "@/lib/server/sheets/csv";
import { readXlsx, writeXlsx } from "@/lib/server/sheets/xlsx";

/** A table of texts: the first row names the columns, every row has as many cells. */
export type Sheet = readonly (readonly string[])[];
export type SheetFormat = "csv" | "xlsx";

export const SHEET_TYPES: Readonly<Record<SheetFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export function writeSheet(format: SheetFormat, sheet: Sheet, title: string): Uint8Array<ArrayBuffer> {
  return format === "csv" ? writeCsv(sheet) : writeXlsx(sheet, title);
}

/** The first sheet of a workbook, or a CSV file; told apart by what is in it. Throws `request.invalid` for anything else. */
export function readSheet(bytes: Uint8Array): Sheet {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return isArchive ? readXlsx(bytes) : readCsv(bytes);
}
